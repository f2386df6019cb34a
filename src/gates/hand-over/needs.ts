import type { HandOverPoint, Need } from '../../domain/hand-over.ts';
import { pointsBefore } from '../../domain/hand-over.ts';
import type { GateRule, Gates } from '../../domain/policy.ts';

/**
 * What a point asks for, as rules of the kinds of gates that judge it: first the points before it, then each need.
 *
 * @param gates those of the policy, of which a checklist is one
 */
export function needRules(point: HandOverPoint, gates: Gates): GateRule[] {
  const before = pointsBefore(point);
  return [
    ...(before.length === 0 ? [] : [ruleOf('before', { kind: 'hand-over', points: before })]),
    ...point.needs.map((need) => needRule(need, gates)),
  ];
}

/** How the point itself stands. */
export const pointRule = ({ id }: HandOverPoint): GateRule => ruleOf(id, { kind: 'hand-over', points: [id] });

function needRule(need: Need, gates: Gates): GateRule {
  if ('signOff' in need) return named('sign-off', need.signOff, { roles: [need.signOff] });
  if ('testResults' in need) return named('test-results', need.testResults, { suites: [need.testResults] });
  if ('document' in need) return named('document', need.document, { name: need.document });
  if ('deployment' in need) return named('deployment', need.deployment, { environment: need.deployment });
  const rule = Object.values(gates)
    .flat()
    .find(({ id, kind }) => kind === 'checklist' && id === need.checklist);
  if (rule === undefined) throw new Error(`no checklist "${need.checklist}"`);
  // Items are ticked under the id of their checklist.
  return { ...rule, waivableBy: [] };
}

const named = (kind: string, name: string, fields: Readonly<Record<string, unknown>>): GateRule =>
  ruleOf(`${kind}-${slug(name)}`, { kind, ...fields });

/** With the fields of its kind, which that kind's schema reads. */
const ruleOf = (
  id: string,
  fields: Readonly<Record<string, unknown>> & { readonly kind: string },
): GateRule => ({
  id,
  waivableBy: [],
  ...fields,
});

/** A gate is called by small letters, digits and dashes. */
const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
