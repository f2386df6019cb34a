import type { Candidate, Train } from '../../src/domain/facts.ts';
import type { RemoteRef, RemoteRefs } from '../../src/domain/git.ts';
import type { Judgement, Stage } from '../../src/domain/verdict.ts';
import type { Basis, Planned } from '../../src/plans/planned.ts';
import type { CreateTag } from '../../src/steps/create-tag.ts';
import type { Step } from '../../src/steps/registry.ts';
import { policyOf, shaOf } from './gate-facts.ts';

export const policy = policyOf('version: 1');

const committer = { name: 'Rita Rte', email: 'rita@example.com', when: '1795262400 +0000' };

/** What every planner is given. */
export const basis: Basis = {
  stamp: {
    id: '0123456789abcdef0123',
    at: '2026-11-21T12:00:00.000Z',
    committer,
    actor: { login: 'rita', source: 'github' },
  },
  request: { command: 'test', input: {} },
  judgements: [],
};

/** Refs of the remote, `{ 'heads/devel': 'a' }`; a tag's commit may differ: `{ 'tags/v1': ['t', 'c'] }`. */
export function refsOf(refs: Readonly<Record<string, string | readonly [string, string]>>): RemoteRefs {
  return new Map(
    Object.entries(refs).map(([short, at]): [string, RemoteRef] => {
      const [sha, commit] = typeof at === 'string' ? [at, at] : at;
      const name = `refs/${short}`;
      return [name, { name, sha: shaOf(sha), commit: shaOf(commit) }];
    }),
  );
}

/** The tag step of a name on the commit `shaOf(object)`. */
export const tagOf = (name: string, object: string): CreateTag => ({
  kind: 'create-tag',
  target: name,
  name,
  object: shaOf(object),
  tagger: committer,
  message: `${name}\n`,
  sha: shaOf('0'),
});

/** The live train 1.8.0 at `shaOf(tip)`, with a candidate at each of these commits. */
export function trainOf(tip: string, candidates: string, over: Partial<Train> = {}): Train {
  const tagged = [...candidates].map((digit, at): Candidate => {
    return { n: at + 1, tag: `v1.8.0-rc.${at + 1}`, commit: shaOf(digit) };
  });
  const train = {
    version: '1.8.0',
    kind: 'rc' as const,
    branch: 'rc/1.8.0',
    tip: shaOf(tip),
    released: null,
  };
  return { ...train, candidates: tagged, ...over };
}

/** A judgement of one gate. */
export const judged = (stage: Stage, verdict: 'pass' | 'fail' | 'unknown', sha = 'c'): Judgement => ({
  stage,
  sha: shaOf(sha),
  passed: verdict === 'pass',
  verdicts: [
    {
      gate: 'ci',
      kind: 'checks',
      verdict,
      code: `checks.${verdict}`,
      message: `ci is ${verdict}`,
      evidence: [],
      remedy: verdict === 'pass' ? null : 'wait for CI',
      actor: 'ci',
    },
  ],
});

/** What a planner answered, in a word or two: `nothing`, the trouble's code, or the kinds of the steps. */
export function gist(planned: Planned): string {
  if (planned.kind === 'plan') return planned.plan.steps.map((step) => step.kind).join(' ');
  return planned.kind === 'nothing' ? 'nothing' : planned.trouble.code;
}

/** The moves of a plan's push: `refs/heads/main a>b`, with `-` for a ref that must not exist. */
export function movesOf(steps: readonly Step[]): string[] {
  const digit = (sha: string | null) => sha?.slice(0, 1) ?? '-';
  return steps.flatMap((step) =>
    step.kind === 'push' ? step.moves.map((m) => `${m.ref} ${digit(m.from)}>${digit(m.to)}`) : [],
  );
}

export const stepsOf = (planned: Planned): readonly Step[] =>
  planned.kind === 'plan' ? planned.plan.steps : [];
