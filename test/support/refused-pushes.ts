/** A push that GitHub refuses, in its own words (facts 27 to 30, 34, 43, 46, 55, 56, and public logs of such pushes). */
export interface RefusedPush {
  readonly name: string;
  /** What it prints for the ref, a line each, without `remote: `. */
  readonly said: (ref: string) => readonly string[];
  /** What git says of the ref: in parentheses behind `[remote rejected]`. */
  readonly reason: string;
  /** What a person has to be shown: every reason, and what each names. */
  readonly shown: readonly string[];
  /** What each of them is told to do, in order, without the way by a PR. */
  readonly remedies: readonly RegExp[];
  /** For whom a PR is another way. */
  readonly byRequest?: true;
}

const declined = 'push declined due to repository rule violations';
const hook = 'protected branch hook declined';
const rules = (ref: string) =>
  `Review all repository rules at https://github.com/acme/shop/rules?ref=${encodeURIComponent(ref)}`;

/** A ruleset's refusal: GH013 and a list. */
const ruleset = (name: string, remedy: RegExp, reason: string, ...lines: string[]): RefusedPush => ({
  name,
  said: (ref) => [
    `error: GH013: Repository rule violations found for ${ref}.`,
    rules(ref),
    '',
    `- ${reason}`,
    ...lines,
    '',
  ],
  reason: declined,
  shown: [reason, ...lines.map((line) => line.trim()).filter((line) => line !== '' && !/^Found/.test(line))],
  remedies: [remedy],
});

/** A protected branch's refusal as older hosts word it: GH006 and `error:` lines. */
const classic = (name: string, remedy: RegExp, ...lines: string[]): RefusedPush => ({
  name,
  said: (ref) => [
    `error: GH006: Protected branch update failed for ${ref}.`,
    ...lines.map((line, index) => (index === 0 ? `error: ${line}` : line)),
  ],
  reason: hook,
  shown: [lines.join(' ')],
  remedies: [remedy],
});

const sha = '027faa7121ee9df79db623e1a2848d2cc88a8dba';

export const refusedPushes: readonly RefusedPush[] = [
  {
    ...classic('PR required, old words', /admin/, 'Changes must be made through a pull request.'),
    byRequest: true,
  },
  classic('forced', /Block force pushes/, 'Cannot force-push to a protected branch'),
  classic('check expected', /check/, 'Required status check "build" is expected.'),
  classic('check failing (fact 56)', /check/, 'Required status check "ci-build" is failing.'),
  classic('all checks expected', /check/, '2 of 2 required status checks are expected.'),
  classic(
    'review missing',
    /admin/,
    'At least one approved review is required by reviewers with write access.',
  ),
  classic('pushers', /Restrict who can push/, "You're not authorized to push to this branch."),
  classic(
    'queued (fact 43)',
    /left the merge queue/,
    'A pull request for this branch has been added to a merge queue. Branches that',
    'are queued for merging cannot be updated. To modify this branch, dequeue the',
    'associated pull request.',
  ),
  {
    name: 'two reasons in one line, old words',
    said: (ref) => [
      `error: GH006: Protected branch update failed for ${ref}.`,
      'error: Changes must be made through a pull request. Required status check "Build. And more" is expected.',
    ],
    reason: hook,
    shown: [
      '1. Changes must be made through a pull request.',
      '2. Required status check "Build. And more" is expected.',
    ],
    remedies: [/"Require a pull request before merging"/, /"Require status checks to pass"/],
    byRequest: true,
  },
  {
    name: 'everything at once, new words',
    said: (ref) => [
      `error: GH006: Protected branch update failed for ${ref}.`,
      '',
      '- 3 of 5 required status checks have not succeeded: 2 expected and 1 failing.',
      '',
      '- This branch must not contain merge commits.',
      '',
      '- Cannot change this locked branch',
      '',
    ],
    reason: hook,
    shown: [
      '1. 3 of 5 required status checks have not succeeded: 2 expected and 1 failing.',
      '2. This branch must not contain merge commits.',
      '3. Cannot change this locked branch',
    ],
    remedies: [/Require status checks/, /sync: \{ develop: picks \}/, /unlock the branch/],
  },
  ruleset(
    'PR required',
    /"Require a pull request before merging"/,
    'Changes must be made through a pull request.',
  ),
  ruleset('merge queue', /"Require merge queue"/, 'Changes must be made through the merge queue'),
  ruleset(
    'signatures',
    /commit\.gpgSign/,
    'Commits must have verified signatures.',
    '  Found 2 violations:',
    '',
    `  ${sha}`,
    '  aa07859138ad91aae4a4b462ba9f70fe1a5b39e0',
  ),
  ruleset(
    'linear',
    /picks/,
    'This branch must not contain merge commits.',
    '  Found 1 violation:',
    '',
    `  ${sha}`,
  ),
  ruleset('creation', /"Restrict creations"/, 'Cannot create ref due to creations being restricted.'),
  ruleset('update', /"Restrict updates"/, 'Cannot update this protected ref.'),
  ruleset('deletion', /"Restrict deletions"/, 'Cannot delete this branch'),
  ruleset('force', /"Block force pushes"/, 'Cannot force-push to this branch'),
  ruleset('deployments', /"Require deployments to succeed"/, 'Must be deployed to production first.'),
  ruleset(
    'code scanning',
    /"Require code scanning results"/,
    'Code scanning is waiting for results from CodeQL for the commit 493026f.',
  ),
  ruleset('workflows', /"Require workflows to pass/, "Required workflow 'Audit' is not satisfied"),
  ruleset(
    'commit message',
    /loosen the pattern/,
    'Commit message must match a given regex pattern: ^SHOP-\\d+',
  ),
  ruleset(
    'author',
    /keeps the author/,
    'Commit author email must match a given regex pattern: @acme\\.example$',
  ),
  ruleset('committer', /git config user\.email/, 'Committer email must end with @acme.example'),
  ruleset('branch name', /\(branches\)/, 'Branch name must match a given regex pattern: ^release/'),
  ruleset('tag name', /\(tags\)/, 'Tag name must start with "release-"'),
  ruleset(
    'file paths',
    /"Restrict file paths"/,
    'File path is restricted',
    '  Found 1 violation:',
    '',
    '  deploy/prod.yml',
  ),
  ruleset('long paths', /"Restrict file path length"/, 'File path length exceeds 255 characters'),
  ruleset('file size', /"Restrict file size"/, 'File size exceeds the limit of 5 MB: assets/film.bin'),
  ruleset('extensions', /"Restrict file extensions"/, 'File extension .exe is restricted'),
  ruleset('a rule of tomorrow', /let this account bypass it/, 'The moon must be full.'),
  {
    name: 'secrets',
    said: (ref) => [
      `error: GH013: Repository rule violations found for ${ref}.`,
      '',
      '- GITHUB PUSH PROTECTION',
      `  ${'—'.repeat(41)}`,
      '    Resolve the following violations before pushing again',
      '',
      '    - Push cannot contain secrets',
      '',
      '',
      '     (?) Learn how to resolve a blocked push',
      '     https://docs.github.com/code-security/secret-scanning/working-with-push-protection',
      '',
      '      —— Linear API Key ——————————————————————',
      '       locations:',
      `         - commit: ${sha}`,
      '           path: src/scrub.ts:42',
      '',
      '       (?) To push, remove secret from commit(s) or follow this URL to allow the secret.',
      '       https://github.com/acme/shop/security/secret-scanning/unblock-secret/2xYzAbC',
      '',
      '- Changes must be made through a pull request.',
    ],
    reason: declined,
    shown: [
      '1. Push cannot contain secrets',
      'Linear API Key',
      'in 027faa7121, src/scrub.ts:42',
      'allow it: https://github.com/acme/shop/security/secret-scanning/unblock-secret/2xYzAbC',
      '2. Changes must be made through a pull request.',
    ],
    remedies: [/take the secret out/, /"Require a pull request before merging"/],
    byRequest: true,
  },
  {
    name: 'a workflow file, as a rule',
    said: (ref) => [
      `error: GH013: Repository rule violations found for ${ref}.`,
      '',
      '- refusing to allow a Personal Access Token to create or update workflow `.github/workflows/ci.yml` without `workflow` scope',
    ],
    reason: declined,
    shown: ['`.github/workflows/ci.yml`'],
    remedies: [/the scope `workflow`/],
  },
  ...(
    [
      ['a GitHub App', '`workflows` permission', /can never do this/],
      ['an OAuth App', '`workflow` scope', /gh auth refresh --scopes workflow/],
      ['a Personal Access Token', '`workflow` scope', /the scope `workflow`/],
    ] as const
  ).map(([who, lacks, remedy]): RefusedPush => {
    const reason = `refusing to allow ${who} to create or update workflow \`.github/workflows/ci.yml\` without ${lacks}`;
    return { name: `a workflow file by ${who}`, said: () => [], reason, shown: [reason], remedies: [remedy] };
  }),
  {
    name: 'a hook of a server of your own',
    said: () => ['Sorry, Dave.', 'Releases are frozen until Monday (CHG-4711).'],
    reason: 'pre-receive hook declined',
    shown: ['Sorry, Dave.', 'Releases are frozen until Monday (CHG-4711).'],
    remedies: [/a hook of the server decides this/],
  },
  {
    name: 'large files',
    said: () => [
      'error: Trace: 1f2a',
      'error: See https://gh.io/lfs for more information.',
      "error: File film.bin is 120.00 MB; this exceeds GitHub's file size limit of 100.00 MB",
      'error: GH001: Large files detected. You may want to try Git Large File Storage - https://git-lfs.github.com.',
    ],
    reason: 'pre-receive hook declined',
    shown: ['File film.bin is 120.00 MB'],
    remedies: [/Git LFS/],
  },
  {
    name: 'a private address',
    said: () => [
      'error: GH007: Your push would publish a private email address.',
      'You can make your email public or disable this protection by visiting:',
      'https://github.com/settings/emails',
    ],
    reason: 'push declined due to email privacy restrictions',
    shown: ['GH007: Your push would publish a private email address.'],
    remedies: [/git config user\.email/],
  },
  {
    name: 'a hidden ref',
    said: () => [],
    reason: 'deny updating a hidden ref',
    shown: ['deny updating a hidden ref'],
    remedies: [/another name in the policy/],
  },
];
