import type { Read, Trouble } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import { afterPromote, type HandOverDecision, type HandOverPoint } from '../../domain/hand-over.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Policy } from '../../domain/policy.ts';
import { allPass, type Verdict } from '../../domain/verdict.ts';
import { entryBase } from '../ledger-entry.ts';
import { type Basis, nothing, type Planned, planOf, stop } from '../planned.ts';
import { roleTrouble } from './role-trouble.ts';

export interface HandOverFacts extends Basis {
  readonly policy: Policy;
  readonly version: string;
  readonly point: HandOverPoint;
  readonly decision: HandOverDecision;
  /** What is handed over. */
  readonly sha: Sha;
  readonly released: boolean;
  readonly note: string | null;
  /** Whether the actor holds the role that says it. */
  readonly holds: Read<boolean>;
  /** How the point stands: the verdict of a gate of kind `hand-over` on it alone. */
  readonly standing: Verdict;
  /** What is on record of the version, oldest first. */
  readonly records: readonly LedgerEntry[];
}

/** Giving, taking or not taking at a point: one entry of the ledger, by whoever's turn it is. */
export function planHandOver(facts: HandOverFacts): Planned {
  const { point, decision, standing, sha, note, policy, version } = facts;
  const trouble = mayNot(facts) ?? unreadable(facts);
  if (trouble !== null) return stop(trouble);
  const state = standing.code.replace('hand-over.', '');
  if (isSaid(facts, state)) return nothing(`${standing.message} already`);
  const obstacle = notTheirTurn(facts, state) ?? notReady(facts);
  if (obstacle !== null) return stop(obstacle);
  const { id, from, to } = point;
  const entry: LedgerEntry = {
    ...entryBase(facts, version),
    ...{ kind: 'hand-over', point: id, from, to, decision, sha },
    ...(note === null ? {} : { note }),
  };
  return planOf(facts, [
    { kind: 'push', target: version, moves: [], ledger: { ref: policy.ledger.ref, entries: [entry] } },
  ]);
}

/** The role whose word it is. */
export const speakerOf = ({ from, to }: HandOverPoint, decision: HandOverDecision): string =>
  decision === 'given' ? from : to;

/** What is said already is not said again, unless there is another note to it. */
function isSaid({ decision, point, sha, note, records }: HandOverFacts, state: string): boolean {
  if (decision === 'given' && state === 'accepted') return true;
  if (decision !== state) return false;
  const last = records.findLast(
    (entry) => entry.kind === 'hand-over' && entry.point === point.id && entry.sha === sha,
  );
  return note === null || decision === 'accepted' || (last?.kind === 'hand-over' && last.note === note);
}

function mayNot({ holds, point, decision, stamp, policy }: HandOverFacts): Trouble | null {
  const who = stamp.actor.login;
  const role = speakerOf(point, decision);
  const rule = Object.hasOwn(policy.roles, role) ? policy.roles[role] : undefined;
  const people = [...(rule?.users ?? []), ...(rule?.teams ?? [])];
  const verb = decision === 'given' ? 'given' : 'accepted';
  return roleTrouble(holds, `whether ${who} holds the role ${role}`, {
    message: `${point.id} is ${verb} by ${role}, and ${who} does not hold that role`,
    why: people.length === 0 ? 'nobody holds it' : `it is held by ${people.join(', ')}`,
    remedy: 'ask one of them to run it',
  });
}

function unreadable({ standing, point }: HandOverFacts): Trouble | null {
  if (standing.code !== 'hand-over.unreadable') return null;
  return {
    code: 'github-refused',
    message: `how ${point.id} stands could not be read; nothing was recorded`,
    why: standing.message,
    remedy: standing.remedy ?? 'run the same command again',
  };
}

/** Only what was given is taken. */
function notTheirTurn({ decision, point, standing }: HandOverFacts, state: string): Trouble | null {
  if (decision === 'given' || state === 'given' || state === 'accepted') return null;
  if (decision === 'accepted' && state === 'declined') {
    return refused(`${point.id} was declined`, standing.message, `first ${standing.remedy ?? ''}`);
  }
  return refused(`${point.id} has not been handed over`, standing.message, `first ${standing.remedy ?? ''}`);
}

function notReady({ decision, point, released, judgements, version }: HandOverFacts): Trouble | null {
  if (decision === 'declined') return null;
  const call = `rel hand-over ${point.id} ${version}${decision === 'accepted' ? ' --accept' : ''}`;
  if (!released && point.after.includes(afterPromote)) {
    const why = `the policy has it after \`${afterPromote}\``;
    return refused(`${version} is not released yet`, why, `run: rel promote ${version}; then run: ${call}`);
  }
  const lacking = judgements.flatMap(({ verdicts }) => verdicts).filter((verdict) => !allPass([verdict]));
  const [first] = lacking;
  if (first === undefined) return null;
  return refused(
    `${point.id} needs what is not on record`,
    lacking.map(({ gate, message }) => `${gate}: ${message}`).join('\n'),
    `${first.remedy ?? 'see the verdicts'}; then run: ${call}`,
  );
}

const refused = (message: string, why: string, remedy: string): Trouble => ({
  code: 'gate-failed',
  message: `${message}; nothing was recorded`,
  why,
  remedy,
});
