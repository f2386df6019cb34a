/** Everything by which GitHub can refuse a push, other than that a ref has moved: each a setting somebody can change. */
export const pushRuleKinds = [
  'author-email',
  'branch-name',
  'code-scanning',
  'commit-message',
  'committer-email',
  'creation',
  'deletion',
  'deployments',
  'file-extensions',
  'file-path-length',
  'file-paths',
  'file-size',
  'force-push',
  'immutable-tag',
  'linear-history',
  'locked',
  'merge-queue',
  'pull-request',
  'pushers',
  'secrets',
  'signatures',
  'status-checks',
  'tag-name',
  'unknown-rule',
  'update',
  'workflows',
] as const;
export type PushRuleKind = (typeof pushRuleKinds)[number];

export interface PushRule {
  /** The setting's name on GitHub's pages, where a person finds it. */
  readonly setting: string;
  /** What a ref with this rule does to a push, after the ref's name: `takes changes by PR only`. */
  readonly demands: string;
  /** How GitHub words the refusal (facts 27, 28, 43, 46 and 47, and what public logs of refused pushes show). */
  readonly said: RegExp | null;
  /** A PR is let through where the push is not. */
  readonly byRequest: boolean;
  /** What the owner of the setting can do; `null`: only what `bypassRemedy` says. */
  readonly remedy: string | null;
}

const rule = (
  setting: string,
  demands: string,
  said: RegExp | null,
  more: Partial<Pick<PushRule, 'byRequest' | 'remedy'>> = {},
): PushRule => ({ setting, demands, said, byRequest: false, remedy: null, ...more });

const request = { byRequest: true } as const;
const own = 'loosen the pattern so that it takes what rel writes';

/** What each rule is called, demands and says; the one table of `rel doctor` and of the words for a refused push. */
export const pushRules: Readonly<Record<PushRuleKind, PushRule>> = {
  'author-email': rule(
    'Restrict commit metadata (author email)',
    'takes only authors whose email fits a pattern',
    /author email (?:address )?must/i,
    { remedy: `${own}: a pick keeps the author of its change` },
  ),
  'branch-name': rule('Restrict branch names', 'must have a name that fits a pattern', /branch name must/i, {
    remedy: `${own}, or name the branch so in the policy (branches)`,
  }),
  'code-scanning': rule(
    'Require code scanning results',
    'wants the results of a code scan for the commit first',
    /code scanning/i,
    request,
  ),
  'commit-message': rule(
    'Restrict commit metadata (commit message)',
    'takes only commit messages that fit a pattern',
    /commit message must/i,
    { remedy: `${own}: picks keep their message and get a "(cherry picked from commit ...)" line` },
  ),
  'committer-email': rule(
    'Restrict commit metadata (committer email)',
    'takes only committers whose email fits a pattern',
    /committer email (?:address )?must/i,
    { remedy: 'run: git config user.email ADDRESS, with one that fits' },
  ),
  creation: rule(
    'Restrict creations',
    'may be created by those who bypass the rule only',
    /creations being restricted/i,
  ),
  deletion: rule('Restrict deletions', 'cannot be deleted', /cannot delete (?:this|a protected)/i),
  deployments: rule(
    'Require deployments to succeed',
    'takes only commits that were deployed first',
    /deployed to|successful .*deployment/i,
    request,
  ),
  'file-extensions': rule('Restrict file extensions', 'takes no files of some extensions', /file extension/i),
  'file-path-length': rule(
    'Restrict file path length',
    'takes no long paths',
    /file path (?:length|is too long)/i,
  ),
  'file-paths': rule('Restrict file paths', 'takes no changes of some paths', /file path/i),
  'file-size': rule('Restrict file size', 'takes no large files', /file size|exceeds .*(?:size|limit)/i),
  'force-push': rule('Block force pushes', 'only grows', /cannot force-push/i),
  'immutable-tag': rule(
    'Immutable releases',
    'is the tag of an immutable release, which is used up for ever',
    /immutable release/i,
    { remedy: 'take the next version' },
  ),
  'linear-history': rule(
    'Require linear history',
    'takes no merge commits',
    /must not contain merge commits/i,
    { remedy: 'bring changes there by picks (`sync: { develop: picks }`), or switch the setting off' },
  ),
  locked: rule('Lock branch', 'is locked', /locked branch/i, { remedy: 'unlock the branch' }),
  'merge-queue': rule(
    'Require merge queue',
    'takes changes from its merge queue only',
    /merge queue/i,
    request,
  ),
  'pull-request': rule(
    'Require a pull request before merging',
    'takes changes by PR only',
    /through a pull request/i,
    request,
  ),
  pushers: rule(
    'Restrict who can push to matching branches',
    'may be pushed to by some only',
    /not authorized to push/i,
    request,
  ),
  secrets: rule(
    'Push protection (secret scanning)',
    'takes no commits that hold a secret',
    /push protection|cannot contain secrets/i,
    { remedy: 'take the secret out of the commit, or allow it at the address that GitHub names' },
  ),
  signatures: rule('Require signed commits', 'takes signed commits only', /verified signatures/i, {
    remedy:
      'let git sign (git config commit.gpgSign true) with a key that is on the account of the committer',
  }),
  'status-checks': rule(
    'Require status checks to pass',
    'takes only commits whose required checks have passed',
    /required status checks?\b/i,
    request,
  ),
  'tag-name': rule('Restrict tag names', 'must have a name that fits a pattern', /tag name must/i, {
    remedy: `${own}, or name the tags so in the policy (tags)`,
  }),
  'unknown-rule': rule('a rule that rel does not know', 'has a rule that rel does not know', null),
  update: rule(
    'Restrict updates',
    'may be updated by those who bypass the rule only',
    /cannot update this protected ref/i,
  ),
  workflows: rule(
    'Require workflows to pass before merging',
    'takes only commits for which required workflows have passed',
    /required workflow/i,
    request,
  ),
};

/** The first whose words these are. Patterns of names and messages may hold anything, so that they are asked first. */
const inOrder: readonly PushRuleKind[] = [
  ...(['commit-message', 'author-email', 'committer-email', 'branch-name', 'tag-name'] as const),
  ...pushRuleKinds,
];

/** The rule behind one reason that GitHub gave for refusing a ref; null where it is none of these. */
export const ruleOfReason = (reason: string): PushRuleKind | null =>
  inOrder.find((kind) => pushRules[kind].said?.test(reason) === true) ?? null;

/** The keys by which what is pushed goes through a PR instead, by the kind of the record that is pushed with it. */
const byRequestKeys: Readonly<Record<string, string>> = {
  pick: 'pick: { deliver: pull-request }',
  promote: 'promote: { deliver: pull-request }',
  sync: 'sync: { deliver: pull-request }',
};

/**
 * What to do about a rule that refuses, or would refuse, a push: the way that does without it, then the setting to change.
 * `record` is the kind of the ledger's entry that the push puts on record (`pick`, `promote`, `cut`...).
 */
export function ruleRemedy(kind: PushRuleKind, record: string): string {
  const { byRequest, remedy } = pushRules[kind];
  const key = byRequest ? byRequestKeys[record] : undefined;
  const around = key === undefined ? [] : [`put \`${key}\` into the policy, so that it goes by a PR`];
  return [...around, ...(remedy === null ? [bypassRemedy(kind)] : [remedy])].join('; or ');
}

/** Who may change it, and how: the last resort for every rule. */
export const bypassRemedy = (kind: PushRuleKind): string =>
  kind === 'unknown-rule'
    ? 'ask an admin of the repository to let this account bypass it'
    : `ask an admin to let this account bypass "${pushRules[kind].setting}", or to switch that off for this ref`;
