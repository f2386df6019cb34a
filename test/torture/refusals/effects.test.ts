import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { sandboxConnection } from '../../../src/sandbox/connection.ts';
import type { Shop } from '../../support/rig.ts';
import { scenariosOfRunners } from '../../support/runner.ts';
import { figure } from '../support/figures.ts';

const scenario = scenariosOfRunners();

let tried = 0;
afterAll(() =>
  figure({ room: 'refusals', what: 'effects that GitHub refuses after the push', tried, failures: 0 }),
);

const json = (message: string, ...errors: object[]) => JSON.stringify({ message, errors });

/** What GitHub says to a write after the push (facts 11, 17, 18, 44 to 47), and what a person is told to do. */
const mendable = [
  [
    'a right that the headers name',
    {
      status: 403,
      headers: { 'x-accepted-github-permissions': 'contents=write; contents=write,workflows=write' },
      body: json('Resource not accessible by integration'),
    },
    /needed: contents: write, or contents: write and workflows: write[\s\S]*permissions: \{ contents: write \}/,
  ],
  [
    'a 404 that means a right (fact 44)',
    { status: 404, body: json('Not Found') },
    /give the token contents: write/,
  ],
  [
    'single sign-on',
    {
      status: 403,
      headers: { 'x-github-sso': 'required; url=https://github.com/orgs/acme/sso' },
      body: json('SAML'),
    },
    /authorise the token at https:\/\/github\.com\/orgs\/acme\/sso/,
  ],
  [
    'a tag that a ruleset keeps from being made, with both reasons (fact 46)',
    {
      status: 422,
      body: json(
        'Validation Failed',
        {
          code: 'custom',
          field: 'pre_receive',
          message: 'Cannot create ref due to creations being restricted.',
        },
        { code: 'custom', message: 'Published releases must have a valid tag' },
      ),
    },
    /creations being restricted\.; Published releases must have a valid tag[\s\S]*"Restrict creations" for tags/,
  ],
  [
    'a token that has run out',
    { status: 401, body: json('Bad credentials') },
    /Bad credentials[\s\S]*gh auth login/,
  ],
] as const;

describe('a release that GitHub refuses after the push', () => {
  scenario('is told with every reason, and finished once it is mended', async (shop) => {
    await shop.syncedCandidate();
    await faults(shop, refused('/repos/acme/shop/releases*', mendable[0][1]));
    const run = await rel(shop, 'promote 1.8.0', true);
    expect([run.exit, run.stderr]).toEqual([6, expect.stringMatching(mendable[0][2])]);
    const refs = shop.refs();
    for (const [name, answer, told] of mendable.slice(1)) {
      await faults(shop, refused('/repos/acme/shop/releases*', answer));
      const again = await rel(shop, 'continue', true);
      expect([again.exit, again.stderr], name).toEqual([6, expect.stringMatching(told)]);
      expect(again.stderr, name).toMatch(/run: rel continue \(its push has happened/);
      expect(again.stderr, name).not.toContain('same command again');
    }
    await faults(shop);
    expect((await rel(shop, 'continue')).exit).toBe(0);
    expect(shop.refs()).toEqual(refs);
    expect(releases(shop, 'v1.8.0')).toEqual([expect.objectContaining({ draft: false })]);
  });

  scenario(
    'for ever is left out and told; everything else is done, and nothing is pending (fact 47)',
    async (shop) => {
      await shop.syncedCandidate();
      const body = json('Validation Failed', {
        code: 'custom',
        message: 'tag_name was used by an immutable release',
      });
      await faults(shop, refused('/repos/acme/shop/releases*', { status: 422, body }));
      const run = await rel(shop, 'promote 1.8.0');
      expect(run.exit).toBe(6);
      expect(run.stderr).toMatch(/takes no release[\s\S]*this was left out[\s\S]*next patch version/);
      expect(shop.tip('v1.8.0')).toBe(shop.tip('v1.8.0-rc.2'));
      await faults(shop);
      expect((await rel(shop, 'status')).exit).toBe(0);
    },
  );
});

describe('a comment that GitHub refuses after the push', () => {
  for (const [name, answer, told] of [
    [
      'since the conversation is locked',
      { status: 403, body: json('Unable to create comment because issue is locked.') },
      /issue is locked[\s\S]*left out/,
    ],
    [
      'since the PR was deleted',
      { status: 410, body: json('This issue was deleted') },
      /was deleted[\s\S]*left out/,
    ],
  ] as const) {
    scenario(`${name}: is left out, and the others are told`, async (shop) => {
      await faults(shop, refused('/repos/acme/shop/issues/230/comments', answer));
      const run = await rel(shop, 'pick 230 231 --into 1.8.0');
      expect([run.exit, run.stderr]).toEqual([6, expect.stringMatching(told)]);
      expect(commented(shop)).toEqual([0, 1]);
      expect((await rel(shop, 'pick 230 231 --into 1.8.0')).exit).toBe(0);
    });
  }
});

function rel(shop: Shop, line: string, pending = false) {
  tried += 1;
  return shop.rel(line, { pending });
}

const refused = (path: string, answer: object): object[] =>
  ['POST', 'PATCH'].map((method) => ({ match: { method, path }, times: 9, ...answer }));

// biome-ignore lint/suspicious/noExplicitAny: a scenario reads what it names
const state = (shop: Shop): any => JSON.parse(readFileSync(join(shop.dir, 'github/state.json'), 'utf8'));

const releases = (shop: Shop, tag: string): unknown[] =>
  state(shop).releases.filter((release: { tag: string }) => release.tag === tag);

/** How many comments of rel's the two PRs have. */
const commented = (shop: Shop): number[] =>
  [230, 231].map((number) => {
    const { comments } = state(shop).issues.find((issue: { number: number }) => issue.number === number);
    return comments.filter(({ body }: { body: string }) => body.includes('<!-- rel:picks -->')).length;
  });

/** Takes back all faults of the embedded GitHub, and asks for these. */
async function faults(shop: Shop, wanted: readonly object[] = []): Promise<void> {
  const { fetch } = await sandboxConnection(join(shop.dir, 'github'));
  const url = 'http://localhost/_sandbox/faults';
  await fetch(url, { method: 'DELETE' });
  if (wanted.length === 0) return;
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(wanted) });
  expect(answer.status).toBe(201);
}
