import * as z from 'zod';
import type { Change, PullRequest } from '../domain/change.ts';
import type { FactRequest, GateFacts, JudgedPolicy, Subject } from '../domain/facts.ts';
import { type Sha, short } from '../domain/git.ts';
import type { Evidence, Finding } from '../domain/verdict.ts';
import { type ApprovalState, approvalOf, approvalState } from './approvals/standing.ts';
import {
  approvalActor,
  approvalCodes,
  approvalRemedy,
  approvalWords,
  mayBeSignedOff,
} from './approvals/words.ts';
import { type GateKind, ruleFields, unreadableFinding } from './gate.ts';
import { teamsOf } from './roles.ts';

const Rule = z.strictObject({
  ...ruleFields,
  kind: z.literal('approvals'),
  requires: z.array(z.string().min(1)).min(1).describe('approvals of the policy, by name'),
});
type Rule = z.infer<typeof Rule>;

/** One approval of one change, as it stands; a change without a PR has nothing to approve. */
interface Standing {
  readonly code: string;
  /** The change: `#231 `, or nothing where it stands in the words. */
  readonly of: string;
  readonly words: string;
  readonly remedy: string | null;
  readonly actor: string | null;
  readonly evidence: Evidence;
}

/** Every change under judgement holds each approval, given for its present content by somebody who may. */
export const approvals: GateKind<Rule> = {
  kind: 'approvals',
  summary: 'every change holds the approvals, for its present content, from people who may give them',
  schema: Rule,
  needs: (rule, subject, policy) => [
    { kind: 'changes' },
    { kind: 'contents', approvals: inRow(rule.requires, policy) },
    ...signOffsFor(rule.requires, subject, policy),
    ...teamsFor(rule.requires, policy),
  ],
  evaluate(rule, facts) {
    if (!facts.changes.ok) return unreadableFinding('approvals', 'the changes', facts.changes);
    const changes = bySource(facts.changes.value);
    const standings = changes.flatMap((change) => standingsOf(change, rule.requires, facts));
    // A pick's change is judged by itself, and named by whoever shows the verdict.
    const alone = facts.subject.stage === 'pick' && changes.length === 1;
    return finding(standings, changes.length, alone);
  },
};

/** The approvals, and every one that must come before one of them. */
const inRow = (names: readonly string[], policy: JudgedPolicy): string[] => [
  ...new Set(names.flatMap((name) => [...inRow(approvalOf(policy, name).after, policy), name])),
];

/** Every team that may give one of these approvals, or one that must come before it. */
function teamsFor(names: readonly string[], policy: JudgedPolicy): FactRequest[] {
  return inRow(names, policy).flatMap((name) => teamsOf(approvalOf(policy, name).role, policy));
}

/** What tells which candidates were signed off, where one of these approvals may be given so. */
function signOffsFor(names: readonly string[], subject: Subject, policy: JudgedPolicy): FactRequest[] {
  const bySignOff = inRow(names, policy).some((name) =>
    approvalOf(policy, name).by.some((form) => 'signOff' in form),
  );
  return bySignOff && mayBeSignedOff(subject) ? [{ kind: 'records' }, { kind: 'held' }] : [];
}

/** A change, and everything that it landed as. */
interface Landed {
  readonly change: Change;
  readonly commits: readonly Sha[];
}

/** A PR that landed as several commits is one change. */
function bySource(changes: readonly Change[]): Landed[] {
  const landed = new Map<string, Landed>();
  for (const change of changes) {
    const key = change.pullRequest?.url ?? change.commit;
    landed.set(key, { change, commits: [...(landed.get(key)?.commits ?? []), change.commit] });
  }
  return [...landed.values()];
}

function standingsOf({ change, commits }: Landed, requires: readonly string[], facts: GateFacts): Standing[] {
  const pr = change.pullRequest;
  if (pr === null) return [withoutPullRequest(change)];
  const { subject, policy, teams, contents, records, held } = facts;
  const altered = commits.flatMap((commit) => facts.altered[commit] ?? []);
  const onTrain = mayBeSignedOff(subject) ? { onTrain: { commits, records, held } } : {};
  return requires.map((name) => {
    const state = approvalState(pr, name, policy, { teams, contents, altered, ...onTrain });
    const of = `#${pr.number} `;
    const words = approvalWords(name, state);
    return {
      code: approvalCodes[state.state],
      of,
      words,
      remedy: approvalRemedy(pr, name, state, facts),
      actor: approvalActor(name, state, policy),
      evidence: evidence(pr, `${of}${words}`, state),
    };
  });
}

const withoutPullRequest = (change: Change): Standing => ({
  code: 'approvals.no-pull-request',
  of: '',
  words: `${short(change.commit)} belongs to no PR`,
  remedy: `bring ${short(change.commit)} in by a PR, so that somebody can approve it`,
  actor: null,
  evidence: { what: `${change.subject}: belongs to no PR`, sha: change.commit },
});

function evidence(pr: PullRequest, what: string, state: ApprovalState): Evidence {
  return {
    what,
    ...('by' in state ? { who: state.by } : {}),
    ...('at' in state ? { when: state.at } : {}),
    sha: 'on' in state && state.on !== undefined ? state.on.sha : pr.headSha,
    url: ('url' in state ? state.url : null) ?? pr.url,
  };
}

/** Worst first; up to `approvals.order` the facts say no, from `approvals.stale` on they do not say yes. */
const fails = [
  approvalCodes.rejected,
  'approvals.no-pull-request',
  approvalCodes['by-author'],
  approvalCodes['wrong-person'],
  approvalCodes['too-early'],
];
const unknowns = [approvalCodes.stale, approvalCodes.missing, approvalCodes.unknown];

function finding(standings: readonly Standing[], changes: number, alone: boolean): Finding {
  const bad = standings.filter((s) => s.code !== approvalCodes.given);
  const worst = [...fails, ...unknowns].flatMap((code) => bad.find((s) => s.code === code) ?? [])[0];
  return {
    verdict: worst === undefined ? 'pass' : fails.some((code) => code === worst.code) ? 'fail' : 'unknown',
    code: worst?.code ?? approvalCodes.given,
    message:
      worst === undefined
        ? changes === 0
          ? 'no change is under judgement'
          : `${changes === 1 ? 'the change holds' : `all ${changes} changes hold`} every approval needed`
        : bad.map((s) => (alone ? s.words : `${s.of}${s.words}`)).join('; '),
    evidence: standings.map((s) => s.evidence),
    remedy: worst?.remedy ?? null,
    actor: worst?.actor ?? null,
  };
}
