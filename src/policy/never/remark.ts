import type { GateRule, Policy } from '../../domain/policy.ts';
import { type Stage, stages } from '../../domain/verdict.ts';
import { valueAt } from '../data.ts';
import type { Complaint, Path } from '../problem.ts';

/** Something that a policy asks for and that nothing can bring about as things stand. */
export interface Remark extends Complaint {
  /** Stable: `checks.unknown-name`. */
  readonly code: string;
  /** The gate that can never pass by it; null where it is no gate's. */
  readonly gate: { readonly stage: Stage; readonly id: string } | null;
}

/** A rule of the policy, and where it stands. */
export interface PlacedRule {
  readonly rule: GateRule;
  readonly stage: Stage;
  readonly path: Path;
}

/** Every rule of the policy, of one kind where one is named. */
export const rulesOf = ({ gates }: Policy, kind?: string): PlacedRule[] =>
  stages.flatMap((stage) =>
    gates[stage]
      .map((rule, index) => ({ rule, stage, path: ['gates', stage, index] }))
      .filter(({ rule }) => kind === undefined || rule.kind === kind),
  );

/** A remark on what stands at `at` of a rule. `said` follows the gate's name: `can never pass: ...`. */
export function remarkOn(
  { rule, stage, path }: PlacedRule,
  at: Path,
  { code, said, hint }: { readonly code: string; readonly said: string; readonly hint?: string },
): Remark {
  return {
    ...{ code, gate: { stage, id: rule.id }, path: [...path, ...at], on: 'value' },
    message: `the gate ${rule.id} of ${stage} ${said}`,
    ...(hint === undefined ? {} : { hint }),
  };
}

/** The text at a key of a rule, or null; a rule's own fields are known to its kind alone. */
export function textAt(rule: unknown, path: Path): string | null {
  const value = valueAt(rule, path);
  return typeof value === 'string' ? value : null;
}

/** The texts of a list at a key of a rule, each with its place. */
export function textsAt(rule: unknown, key: string): { readonly text: string; readonly at: Path }[] {
  const value = valueAt(rule, [key]);
  return (Array.isArray(value) ? value : []).flatMap((text: unknown, index) =>
    typeof text === 'string' ? [{ text, at: [key, index] }] : [],
  );
}
