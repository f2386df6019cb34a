import type { FactRequest, GateFacts, JudgedPolicy } from '../domain/facts.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { GateRule } from '../domain/policy.ts';
import { durationMillis, millisOf, minuteOf } from '../domain/time.ts';
import type { Finding } from '../domain/verdict.ts';
import { holds, teamsOf } from './roles.ts';

export type Waiver = Extract<LedgerEntry, { kind: 'waiver' }>;

/** What has to be read to tell whether a gate is waived; nothing where nobody may waive it. */
export const waiverNeeds = ({ waivableBy }: GateRule, policy: JudgedPolicy): FactRequest[] =>
  waivableBy.length === 0
    ? []
    : [{ kind: 'records' }, ...waivableBy.flatMap((role) => teamsOf(role, policy))];

/**
 * The finding, or `waived` where a waiver of somebody whom the policy lets waive this gate is in force. What is not
 * known is waived only where the rule says so. The code stays what was found: that is what was waived.
 */
export function withWaiver(finding: Finding, rule: GateRule, facts: GateFacts): Finding {
  const turns = finding.verdict === 'fail' || (finding.verdict === 'unknown' && rule.waiveUnknown === true);
  const waiver = turns ? waiverInForce(rule, facts) : null;
  if (waiver === null) return finding;
  const { actor, at, until, reason } = waiver;
  return {
    ...finding,
    verdict: 'waived',
    message: `waived by ${actor.login} until ${minuteOf(until)}: ${reason} (${finding.verdict}: ${finding.message})`,
    evidence: [{ what: `waiver: ${reason}`, who: actor.login, when: at }, ...finding.evidence],
    remedy: null,
    actor: null,
  };
}

/** The newest waiver of the gate that counts now. One that ends later than the policy allows counts for nothing. */
function waiverInForce(rule: GateRule, facts: GateFacts): Waiver | null {
  if (!facts.records.ok) return null;
  const waivers = facts.records.value.flatMap((entry) =>
    entry.kind === 'waiver' && entry.stage === facts.subject.stage && entry.gate === rule.id ? [entry] : [],
  );
  return waivers.findLast((waiver) => counts(waiver, rule, facts)) ?? null;
}

function counts(waiver: Waiver, { waivableBy }: GateRule, { now, policy, teams }: GateFacts): boolean {
  // No comparison with what is no time holds.
  const [from, until] = [millisOf(waiver.at) ?? Number.NaN, millisOf(waiver.until) ?? Number.NaN];
  const inForce = from <= now && now < until;
  const shortEnough = until - from <= durationMillis(policy.waivers.maxDuration);
  const may = waivableBy.some((role) => holds(waiver.actor.login, role, policy, teams).holds === 'yes');
  return inForce && shortEnough && may;
}
