import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { found, type Read, RelError } from '../../../src/domain/errors.ts';
import type { Judgement } from '../../../src/domain/verdict.ts';
import { judgeStage } from '../../../src/facts/gates/judge-stage.ts';
import { readWorld, type World } from '../../../src/facts/world.ts';
import { openRepository } from '../../../src/git/repository.ts';
import { connectGitHub } from '../../../src/github/github.ts';
import { RunPatience } from '../../../src/github/run-patience.ts';
import { sandboxConnection } from '../../../src/sandbox/connection.ts';
import { policyOf } from '../../support/gate-facts.ts';
import { fakeClock } from '../../support/stub-github.ts';

/** Every gate that rests on what GitHub says, each so that it passes in the sandbox, on the fix #230. */
const policy = policyOf(`
version: 1
repository: acme/shop
roles: { qa: { teams: [acme/qa] } }
approvals: { qa: { role: qa, by: [{ label: qa-approved }, { review: true }] } }
gates:
  promote:
    - { id: approved, kind: approvals, requires: [qa] }
    - { id: ci, kind: checks, names: [build, unit] }
    - { id: features, kind: feature-branches, match: "feature/saved-carts", allowNone: true }
    - { id: bugs, kind: issues, labels: [bug], milestone: "1.7.0" }
    - { id: merges, kind: merges-cleanly, into: [develop], breaking: fail }
    - { id: fixes, kind: pull-requests, select: { milestone: "1.7.0" } }
    - { id: reported, kind: tickets }
`);

/** Turns one kind of question into one kind of trouble; null lets it through. */
type Fault = (question: string) => (() => Response) | null;

const dir = mkdtempSync(join(tmpdir(), 'rel-false-green-'));
let world: World;
beforeAll(async () => {
  cpSync(inject('template'), dir, { recursive: true });
  const repo = await openRepository(join(dir, 'work'));
  const source = { policy, from: 'test', text: '', commit: null, warnings: [] };
  world = await readWorld({ repo, remote: 'origin', localPolicy: source, connect: async () => null });
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Judges the gates with a GitHub that answers as `fault` says; every question that was asked is put into `asked`. */
async function judged(fault: Fault, asked = new Set<string>()): Promise<Judgement> {
  const { fetch: embedded, owner, name } = await sandboxConnection(join(dir, 'github'));
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const question = `${request.method} ${new URL(request.url).pathname} ${await request.clone().text()}`;
    asked.add(question);
    return fault(question)?.() ?? embedded(request);
  };
  const slug = { owner, name };
  const github = connectGitHub({
    host: 'github.com',
    slug,
    token: 'sandbox:rita',
    fetch,
    patience: new RunPatience(60, undefined, fakeClock()),
  });
  const sha = world.live[0]?.tip ?? '';
  const changes = async () => {
    const read = (await github.pullRequests([230])).get(230);
    if (read === undefined || !read.ok) return read ?? ({ ok: false, why: 'not read' } satisfies Read<never>);
    const commit = read.value.mergeCommit ?? sha;
    return found([{ commit, subject: read.value.title, pullRequest: read.value }]);
  };
  return judgeStage({ ...world, github }, { stage: 'promote', version: '1.8.0', sha, changes }, Date.now());
}

const answer = (status: number, text: string) => () =>
  new Response(text, { status, headers: { 'content-type': 'application/json; charset=utf-8' } });
const troubles: readonly [string, () => Response][] = [
  ['403', answer(403, '{"message":"Resource not accessible by integration"}')],
  ['404', answer(404, '{"message":"Not Found"}')],
  ['no data', answer(200, '{"data":{"repository":null}}')],
  ['500', answer(500, '{}')],
];

describe('no gate passes because GitHub did not answer', () => {
  test('all of them pass where it does', async () => {
    const { verdicts } = await judged(() => null);
    expect(verdicts.map(({ gate, code }) => [gate, code])).toEqual([
      ['approved', 'approvals.given'],
      ['ci', 'checks.green'],
      ['features', 'feature-branches.ready'],
      ['bugs', 'issues.none'],
      ['merges', 'merges-cleanly.clean'],
      ['fixes', 'pull-requests.merged'],
      ['reported', 'tickets.complete'],
    ]);
  });

  test.each(troubles)('to each of its questions in turn: %s', async (name, trouble) => {
    const asked = new Set<string>();
    await judged(() => null, asked);
    expect(asked.size).toBeGreaterThan(2);
    for (const question of asked) {
      // That the team is shown at all is the answer here, whatever is said of it (fact 22).
      if (question === 'GET /orgs/acme/teams/qa ' && name === 'no data') continue;
      const told = await judged((each) => (each === question ? trouble : null)).catch((e: unknown) => e);
      const about = `${name}: ${question.slice(0, 400)}`;
      if (told instanceof Error) {
        // The command ends; what is no list of members is no form that GitHub has, and a bug to rel.
        if (!(name === 'no data' && question.includes('/members '))) {
          expect(told, about).toBeInstanceOf(RelError);
          expect(told, about).toMatchObject({ exit: 6 });
        }
        continue;
      }
      const judgement = told as Judgement;
      expect(judgement.passed, about).toBe(false);
      const stopped = judgement.verdicts.filter(({ verdict }) => verdict !== 'pass');
      for (const { verdict, code, remedy } of stopped) {
        expect([verdict, code], about).toEqual(['unknown', expect.stringMatching(/\.unreadable$/)]);
        if (name === '403' || name === '404')
          expect(remedy, about).toMatch(/^give the token the permission `/);
      }
    }
  });
});
