import { describe, expect, test } from 'vitest';
import { accessWords } from '../../src/domain/access-words.ts';
import { pushOutcome } from '../../src/git/push.ts';
import { refusedTrouble } from '../../src/steps/push/refused.ts';
import { type RefusedPush, refusedPushes } from '../support/refused-pushes.ts';

const sha = '2'.repeat(40);
const [main, tag, ledger] = ['refs/heads/main', 'refs/tags/v1', 'refs/rel/ledger'];
const moves = [main, tag, ledger].map((ref) => ({ ref, from: null, to: sha }));
const remote = (lines: readonly string[]) => lines.map((line) => `remote: ${line}        \n`).join('');

/** What a person is told of these refusals of one atomic push, a ref each. */
function told(refused: readonly (readonly [string, RefusedPush])[], record = 'cut') {
  const reasons = new Map(refused.map(([ref, { reason }]) => [ref, reason]));
  const lines = moves.map(
    ({ ref }) => `!\t${sha}:${ref}\t[remote rejected] (${reasons.get(ref) ?? 'atomic transaction failed'})`,
  );
  const stdout = ['To https://github.com/acme/shop.git', ...lines, 'Done', ''].join('\n');
  const stderr = remote(refused.flatMap(([ref, { said }]) => said(ref)));
  return toldOf(stdout, stderr, record);
}

function toldOf(stdout: string, stderr: string, record = 'cut') {
  const outcome = pushOutcome({ code: 1, stdout, stderr }, moves);
  if (outcome.kind !== 'refused') throw new Error(`${outcome.kind}: ${JSON.stringify(outcome)}`);
  const {
    code,
    message,
    why = '',
    remedy,
  } = refusedTrouble(outcome.reasons, {
    target: 'main',
    record,
    ledgerRef: ledger,
  });
  expect([code, message]).toEqual([
    'push-refused',
    expect.stringMatching(/^main: .*nothing was changed there$/),
  ]);
  return { message, why, remedy, all: `${message}\n${why}\n${remedy}` };
}

const named = (name: string): RefusedPush => {
  const found = refusedPushes.find((each) => each.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};

describe('a refused push', () => {
  test.each(refusedPushes.map((each) => [each.name, each] as const))('%s', (_name, refused) => {
    const { why, remedy } = told([[main, refused]]);
    expect(why).toContain(main);
    for (const shown of refused.shown) expect(why).toContain(shown);
    for (const each of refused.remedies) expect(remedy).toMatch(each);
    expect(remedy).toMatch(/then run the same command again$/);
  });

  test.each(refusedPushes.filter(({ byRequest }) => byRequest).map((each) => [each.name, each] as const))(
    '%s: a pick has another way',
    (_name, refused) => {
      expect(told([[main, refused]], 'pick').remedy).toContain('pick: { deliver: pull-request }');
      expect(told([[main, refused]], 'cut').remedy).not.toContain('deliver');
    },
  );

  test('of several refs is told for each of them, numbered, and what helps with several is said once', () => {
    const { message, why, remedy } = told([
      [main, named('everything at once, new words')],
      [tag, named('creation')],
      [ledger, named('creation')],
    ]);
    expect(message).toBe('main: the remote refused the push, for 5 reasons; nothing was changed there');
    expect(why.split('\n')).toEqual([
      'refs/heads/main:',
      '  1. 3 of 5 required status checks have not succeeded: 2 expected and 1 failing.',
      '  2. This branch must not contain merge commits.',
      '  3. Cannot change this locked branch',
      'refs/tags/v1:',
      '  4. Cannot create ref due to creations being restricted.',
      'refs/rel/ledger:',
      '  5. Cannot create ref due to creations being restricted.',
    ]);
    expect(remedy.split('\n')).toHaveLength(6);
    expect(remedy).toMatch(
      /^5\. let this account write refs\/rel\/ledger, or keep the record in another ref/m,
    );
  });

  test('has one way on for reasons that are the same', () => {
    const { remedy } = told([
      [main, named('creation')],
      [tag, named('creation')],
    ]);
    expect(remedy.split('\n')).toEqual([
      '1, 2. ask an admin to let this account bypass "Restrict creations", or to switch that off for this ref',
      'then run the same command again',
    ]);
  });

  test('by one hook for all refs is one reason', () => {
    const frozen = named('a hook of a server of your own');
    const { why } = told([
      [main, frozen],
      [tag, { ...frozen, said: () => [] }],
      [ledger, { ...frozen, said: () => [] }],
    ]);
    expect(why.split('\n')).toEqual([
      'refs/heads/main, refs/tags/v1, refs/rel/ledger: pre-receive hook declined',
      '  Sorry, Dave.',
      '  Releases are frozen until Monday (CHG-4711).',
    ]);
  });

  test('by a hook that has a lot to say is told in part', () => {
    const said = Array.from({ length: 40 }, (_, nth) => `line ${nth}`);
    const { why } = told([[main, { ...named('a hook of a server of your own'), said: () => said }]]);
    expect(why.split('\n')).toHaveLength(14);
    expect(why).toContain('... and 28 more');
  });

  test('shows no token and moves no terminal, whatever a hook prints', () => {
    const said = () => [
      '\u001b[2Jghp_aaaaaaaaaaaaaaaaaaaaaaaaaaaa \u202e::error::x',
      'gh\u202ep_aaaaaaaa',
      'https://u:secret@h/x',
    ];
    const { all } = told([[main, { ...named('a hook of a server of your own'), said }]]);
    expect(all).not.toMatch(/ghp_a|secret|[\u001b\u202e]/);
  });
});

describe('a push that is refused as a whole', () => {
  const url = "'https://github.com/acme/shop.git/'";
  test.each([
    [
      'of a job',
      remote(['Permission to acme/shop.git denied to github-actions[bot].']),
      /permissions: \{ contents: write \}/,
    ],
    ['of an account', remote(['Permission to acme/shop.git denied to dora.']), /let that account write/],
    ['of a token', remote(['Write access to repository not granted.']), /contents: write on this repository/],
    ['archived', remote(['This repository was archived so it is read-only.']), /unarchive/],
    [
      'sso',
      remote([
        "The `acme' organization has enabled or enforced SAML SSO. To access",
        'this repository, visit https://github.com/orgs/acme/sso?authorization_request=A',
      ]),
      /single sign-on/,
    ],
    ['without a word', '', /contents: write on this repository/],
  ])('403 %s', (_name, said, remedy) => {
    const told = toldOf('', `${said}fatal: unable to access ${url}: The requested URL returned error: 403\n`);
    expect(told.remedy).toMatch(remedy);
    if (said !== '') expect(told.why).toContain(said.split('\n')[0]?.replace('remote: ', '').trim());
  });

  test.each([
    ['wrong password', `fatal: Authentication failed for ${url}\n`, /gh auth setup-git/],
    [
      'no password',
      "fatal: could not read Username for 'https://github.com': terminal prompts disabled\n",
      /gh auth setup-git/,
    ],
    [
      'SSH, another account',
      'ERROR: Permission to acme/shop.git denied to dora.\nfatal: Could not read from remote repository.\n',
      /let that account write/,
    ],
    [
      'SSH, no such repository',
      'ERROR: Repository not found.\nfatal: Could not read from remote repository.\n',
      /git remote -v/,
    ],
    [
      'SSH, no key',
      'git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.\n',
      /ssh-add/,
    ],
    [
      'SSH, a key that only reads',
      'ERROR: The key you are authenticating with has been marked as read only.\nfatal: Could not read from remote repository.\n',
      /deploy key/,
    ],
    ['no repository', `remote: Repository not found.\nfatal: repository ${url} not found\n`, /git remote -v/],
    [
      'too large, by a proxy',
      'error: RPC failed; HTTP 413 curl 22 The requested URL returned error: 413\nsend-pack: unexpected disconnect while reading sideband packet\nfatal: the remote end hung up unexpectedly\n',
      /raise its limit/,
    ],
    [
      'too large, by the server',
      'remote: fatal: pack exceeds maximum allowed size (2.00 GiB)        \nerror: remote unpack failed: index-pack abnormal exit\n',
      /raise its limit/,
    ],
  ])('%s', (_name, stderr, remedy) => {
    expect(toldOf('', stderr).remedy).toMatch(remedy);
  });

  test('every words that refuse access have a remedy', () => {
    expect(accessWords.every(({ remedy }) => remedy.length > 20)).toBe(true);
  });
});

describe('a rule that was bypassed', () => {
  test('is told with its ref, each of them, and not the commits it names', () => {
    const stderr = remote([
      'Bypassed rule violations for refs/heads/main:',
      '',
      '- Commits must have verified signatures.',
      '  Found 1 violation:',
      '',
      '  53a9c98f2f9c2976405a269bafdfa5f96f423707',
      '',
      '- Changes must be made through a pull request.',
      '',
      'Bypassed rule violations for refs/tags/v1:',
    ]);
    const stdout = `*\t${sha}:${main}\t[new branch]\n`;
    expect(pushOutcome({ code: 0, stdout, stderr }, moves)).toEqual({
      kind: 'done',
      bypassed: [
        'refs/heads/main: Commits must have verified signatures.',
        'refs/heads/main: Changes must be made through a pull request.',
        'refs/tags/v1',
      ],
    });
  });
});
