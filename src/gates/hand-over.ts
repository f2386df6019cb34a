import * as z from 'zod';
import type { GateFacts, JudgedPolicy } from '../domain/facts.ts';
import { short } from '../domain/git.ts';
import type { HandOverPoint } from '../domain/hand-over.ts';
import type { Evidence, Finding } from '../domain/verdict.ts';
import { type GateKind, ruleFields, unreadableFinding } from './gate.ts';
import { type HandOverState, handOverState } from './hand-over/state.ts';
import { readAgain } from './read-again.ts';
import { roleWords, teamsOf } from './roles.ts';

const Rule = z.strictObject({
  ...ruleFields,
  kind: z.literal('hand-over'),
  points: z
    .array(z.string().min(1))
    .min(1)
    .describe('hand-over points of the policy (`handOver`) that have to be accepted, by their ids'),
});
type Rule = z.infer<typeof Rule>;

interface Standing {
  readonly point: HandOverPoint;
  readonly state: HandOverState;
}

/** Each named point was given for this very commit, and accepted by somebody who holds the role that takes. */
export const handOver: GateKind<Rule> = {
  kind: 'hand-over',
  summary: 'the named hand-over points were given and accepted for this very commit',
  schema: Rule,
  needs: (rule, _subject, policy) => [
    { kind: 'records' },
    ...rule.points.flatMap((id) => {
      const { from, to } = pointOf(policy, id);
      return [...teamsOf(from, policy), ...teamsOf(to, policy)];
    }),
  ],
  evaluate(rule, facts) {
    const { records } = facts;
    if (!records.ok) return unreadableFinding('hand-over', 'the record', records);
    const standings = rule.points.map((id): Standing => {
      const point = pointOf(facts.policy, id);
      return { point, state: handOverState(point, records.value, facts) };
    });
    return finding(standings, facts);
  },
};

/** Throws for a point that the policy does not have: the loader lets no such rule through. */
function pointOf({ handOver: points }: JudgedPolicy, id: string): HandOverPoint {
  const point = points.find((each) => each.id === id);
  if (point === undefined) throw new Error(`no hand-over point "${id}"`);
  return point;
}

/** Worst first: what somebody said outweighs what nobody has said yet. */
const order = ['declined', 'wrong-person', 'given', 'stale', 'open', 'unknown'] as const;

function finding(standings: readonly Standing[], facts: GateFacts): Finding {
  const worst = order.flatMap((word) => standings.find(({ state }) => state.state === word) ?? [])[0];
  const evidence = standings.flatMap(evidenceOf);
  if (worst === undefined) {
    const message = standings.map((standing) => words(standing, facts)).join('; ');
    return { verdict: 'pass', code: 'hand-over.accepted', message, evidence, remedy: null, actor: null };
  }
  const { state } = worst.state;
  return {
    verdict: state === 'declined' || state === 'wrong-person' ? 'fail' : 'unknown',
    code: `hand-over.${state === 'unknown' ? 'unreadable' : state}`,
    message: standings
      .filter((standing) => standing.state.state !== 'accepted')
      .map((standing) => words(standing, facts))
      .join('; '),
    evidence,
    ...whatNext(worst, facts),
  };
}

/** Who acts: whoever takes what was given, else whoever gives; nobody where a team could not be read. */
function whatNext({ point, state }: Standing, { subject, policy }: GateFacts) {
  if (state.state === 'unknown') return { remedy: readAgain(state), actor: null };
  const call = `rel hand-over ${point.id} ${subject.version}`;
  const takes = state.state === 'given';
  const role = takes ? point.to : point.from;
  return { remedy: `${roleWords(role, policy)} runs: ${call}${takes ? ' --accept' : ''}`, actor: role };
}

function words({ point, state }: Standing, { subject }: GateFacts): string {
  const { id, from, to } = point;
  switch (state.state) {
    case 'accepted':
      return `${id}: accepted by ${state.by.actor.login} as ${to}`;
    case 'given':
      return `${id}: given by ${state.by.actor.login}, not accepted by ${to} yet`;
    case 'declined':
      return `${id}: declined by ${state.by.actor.login} as ${to}${noted(state.by)}`;
    case 'wrong-person': {
      const { actor, decision } = state.by;
      return `${id}: ${decision} by ${actor.login}, who does not hold the role ${decision === 'given' ? from : to}`;
    }
    case 'stale':
      return `${id}: ${state.by.decision} for ${short(state.by.sha)}, not for ${short(subject.sha)}`;
    case 'open':
      return `${id}: ${from} has not handed ${short(subject.sha)} over to ${to}`;
    case 'unknown':
      return `${id}: ${state.why}`;
  }
}

const noted = ({ note }: { readonly note?: string | undefined }): string =>
  note === undefined ? '' : `: ${note}`;

function evidenceOf({ point, state }: Standing): Evidence[] {
  if (!('by' in state)) return [];
  const { actor, at, sha, decision } = state.by;
  return [{ what: `${point.id} ${decision}${noted(state.by)}`, who: actor.login, when: at, sha }];
}
