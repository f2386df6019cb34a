import * as z from 'zod';
import type { GateFacts } from '../domain/facts.ts';
import { short } from '../domain/git.ts';
import { minuteOf } from '../domain/time.ts';
import type { Evidence, Finding } from '../domain/verdict.ts';
import { type GateKind, ruleFields, unreadableFinding } from './gate.ts';
import { readAgain } from './read-again.ts';
import { roleWords, teamsOf } from './roles.ts';
import { type SignOffState, signOffState } from './sign-off/state.ts';

const Rule = z.strictObject({
  ...ruleFields,
  kind: z.literal('sign-off'),
  roles: z.array(z.string().min(1)).min(1).describe('the roles that have to sign off this very commit'),
  documents: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'documents it is about, too: one put on record after it (`rel record document`) asks for it again',
    ),
});
type Rule = z.infer<typeof Rule>;

/** Every role signed off the very commit that is judged, and nobody who holds one rejected it. */
export const signOff: GateKind<Rule> = {
  kind: 'sign-off',
  summary: 'the named roles signed off this very commit, and nobody rejected it',
  schema: Rule,
  needs: (rule, _subject, policy) => [
    { kind: 'records' },
    ...rule.roles.flatMap((role) => teamsOf(role, policy)),
  ],
  evaluate(rule, facts) {
    const { records } = facts;
    if (!records.ok) return unreadableFinding('sign-off', 'the record', records);
    return finding(
      rule.roles.map((role) => ({ role, state: signOffState(role, records.value, facts, rule.documents) })),
      facts,
    );
  },
};

interface Standing {
  readonly role: string;
  readonly state: SignOffState;
}

/** Worst first: what somebody said outweighs what nobody has said yet. */
const order = ['rejected', 'wrong-person', 'stale', 'outdated', 'missing', 'unknown'] as const;

function finding(standings: readonly Standing[], facts: GateFacts): Finding {
  const worst = order.flatMap((word) => standings.find(({ state }) => state.state === word) ?? [])[0];
  const evidence = standings.flatMap(evidenceOf);
  if (worst === undefined) {
    const message = `signed off by ${standings.map(({ role, state }) => `${role} (${nameOf(state)})`).join(', ')}`;
    return { verdict: 'pass', code: 'sign-off.given', message, evidence, remedy: null, actor: null };
  }
  const { state } = worst.state;
  return {
    verdict: state === 'rejected' || state === 'wrong-person' ? 'fail' : 'unknown',
    code: `sign-off.${state === 'unknown' ? 'unreadable' : state}`,
    message: standings
      .filter((standing) => standing.state.state !== 'given')
      .map((standing) => words(standing, facts))
      .join('; '),
    evidence,
    remedy: remedy(worst, facts),
    actor: state === 'unknown' ? null : worst.role,
  };
}

function words({ role, state }: Standing, { subject }: GateFacts): string {
  switch (state.state) {
    case 'given':
      return `${role}: signed off by ${nameOf(state)}`;
    case 'rejected':
      return `${role}: rejected by ${nameOf(state)}${state.by.note === undefined ? '' : `: ${state.by.note}`}`;
    case 'wrong-person':
      return `${role}: signed off by ${nameOf(state)}, who does not hold the role`;
    case 'stale':
      return `${role}: ${nameOf(state)} decided on ${state.by.candidate} (${short(state.by.sha)}), not on ${short(subject.sha)}`;
    case 'outdated':
      return `${role}: ${nameOf(state)} decided ${outdatedWords(state)}`;
    case 'missing':
      return `${role}: nobody has decided on ${short(subject.sha)}`;
    case 'unknown':
      return `${role}: ${state.why}`;
  }
}

/** `before `change-request` was put on record as it is (2026-11-20 12:00 UTC)`. */
function outdatedWords({ document, since }: Extract<SignOffState, { state: 'outdated' }>): string {
  return since === null
    ? `without \`${document}\`, which is not on record`
    : `before \`${document}\` was put on record as it is now (${minuteOf(since)})`;
}

function remedy({ role, state }: Standing, { subject, policy }: GateFacts): string {
  if (state.state === 'unknown') return readAgain(state);
  const command = `rel sign-off ${subject.version} --as ${role}`;
  if (state.state === 'rejected')
    return `mend it, and tag the next candidate; or ${nameOf(state)} runs: ${command}`;
  const first = state.state === 'outdated' && state.since === null ? recording(state.document, subject) : '';
  return `${first}${roleWords(role, policy)} runs: ${command}`;
}

const recording = (document: string, { version }: GateFacts['subject']): string =>
  `run: rel record document FILE ${version} --name ${document}, then `;

const nameOf = (state: SignOffState): string => ('by' in state ? state.by.actor.login : '');

function evidenceOf({ role, state }: Standing): Evidence[] {
  if (!('by' in state)) return [];
  const { actor, at, sha, candidate, decision, note } = state.by;
  const what = `${role} ${decision} ${candidate}${note === undefined ? '' : `: ${note}`}`;
  return [{ what, who: actor.login, when: at, sha }];
}
