import { type FactRequest, factKey, type GateFacts, type Subject } from '../domain/facts.ts';
import type { Uncounted } from '../domain/ledger-signature.ts';
import { fillPattern } from '../domain/pattern.ts';
import type { GateRule, Policy } from '../domain/policy.ts';
import { releaseTypeOf } from '../domain/release-type.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { GateKind } from './gate.ts';
import { gateKinds } from './registry.ts';
import { withUncounted } from './uncounted.ts';
import { waiverNeeds, withWaiver } from './waivers.ts';

/**
 * What the gates ask the outside for, each question once. `policy` is needed because a role may be a team.
 * Throws where a rule is of an unknown kind or form: the loader lets no such policy through.
 */
export function needsOf(rules: readonly GateRule[], subject: Subject, policy: Policy): FactRequest[] {
  const requests = applying(rules, subject.version).flatMap((rule) => {
    const kind = kindOf(rule);
    return [...kind.needs(filled(kind, rule, subject), subject, policy), ...waiverNeeds(rule, policy)];
  });
  return [...new Map(requests.map((request) => [`${request.kind} ${factKey(request)}`, request])).values()];
}

/**
 * Judges every gate that is for releases of this type, in the policy's order; none short-circuits, and a waiver turns
 * only what was judged. An evaluator that throws is a bug, and is let through as one: it must never look like a verdict.
 *
 * @param uncounted what is on record of the version beside `facts.records` and does not count
 */
export function judge(
  rules: readonly GateRule[],
  facts: GateFacts,
  uncounted: readonly Uncounted[] = [],
): Verdict[] {
  return applying(rules, facts.subject.version).map((rule) => {
    const kind = kindOf(rule);
    const read = filled(kind, rule, facts.subject);
    const judged = (on: GateFacts) => withWaiver(kind.evaluate(read, on), rule, on);
    return { gate: rule.id, kind: rule.kind, ...withUncounted(judged(facts), facts, uncounted, judged) };
  });
}

/**
 * The rules that are judged for a version (`only`). What is no version, such as the branch that a fix is picked onto, is
 * judged by all of them: a gate is never left out by mistake.
 */
function applying<R extends GateRule>(rules: readonly R[], version: string): R[] {
  const type = releaseTypeOf(version);
  return rules.filter(({ only }) => only === undefined || type === null || only.includes(type));
}

/** The rules that are not judged for a version, since they are for releases of another type. */
export function leftOut<R extends GateRule>(rules: readonly R[], version: string): R[] {
  const judged = applying(rules, version);
  return rules.filter((rule) => !judged.includes(rule));
}

function kindOf(rule: GateRule): GateKind<GateRule> {
  const kind = gateKinds.find((k) => k.kind === rule.kind);
  if (kind === undefined) throw new Error(`no gate kind "${rule.kind}" (gate ${rule.id})`);
  return kind;
}

/** The rule as its kind's schema reads it, with `{version}` filled in wherever it stands. */
function filled(kind: GateKind<GateRule>, rule: GateRule, subject: Subject): GateRule {
  const fill = (_key: string, value: unknown) =>
    typeof value === 'string' ? fillPattern(value, { version: subject.version }) : value;
  return kind.schema.parse(JSON.parse(JSON.stringify(rule), fill));
}
