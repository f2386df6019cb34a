import type { Policy } from '../../domain/policy.ts';
import type { PolicyWarning } from '../../domain/policy-results.ts';
import { policyPlaces } from '../../policy/explain.ts';
import { loadPolicy, type Problem } from '../../policy/load.ts';
import type { PolicyFacts } from '../../policy/never/facts.ts';
import { neverRemarks } from '../../policy/never/never.ts';
import { type NotLookedAt, notLookedAt } from '../../policy/never/not-looked-at.ts';
import type { PolicySource } from '../remote-policy.ts';

/** The policy of one product, or of a policy that has none. */
export interface Judged {
  readonly product: string | null;
  readonly policy: Policy;
}

export interface PolicyRemarks {
  /** In the order of their lines; what several products have in common is one. */
  readonly warnings: PolicyWarning[];
  readonly notLookedAt: { what: string; why: string }[];
}

/** Everything a check of a valid policy has to say; `facts` holds the surroundings of each of `judged`. */
export function policyRemarks(
  { text, from }: Pick<PolicySource, 'text' | 'from'>,
  judged: readonly Judged[],
  facts: readonly PolicyFacts[],
): PolicyRemarks {
  const loaded = loadPolicy(text, from);
  // That nobody holds a role is said again by what the role is for.
  const written = loaded.ok ? loaded.warnings.filter(({ code }) => code !== 'role.empty') : [];
  const each = judged.flatMap(({ product, policy }, index) => {
    const seen = facts[index];
    if (seen === undefined) return [];
    const { problem, originOf } = policyPlaces(text, from, product);
    // Whoever never wrote how --approved selects may have no use for it.
    const remarks = neverRemarks(policy, seen).filter(
      ({ code, path }) => !code.startsWith('pick.no-') || originOf(path) !== 'default',
    );
    return remarks.map(({ gate, ...remark }) => warningOf(problem(remark), gate, product));
  });
  const looked = judged.flatMap(({ policy }, index) => {
    const seen = facts[index];
    return seen === undefined ? [] : notLookedAt(policy, seen);
  });
  return {
    warnings: once([...written.map((problem) => warningOf(problem, null, null)), ...each]),
    notLookedAt: byReason(looked),
  };
}

/** What several products could not be told of for the same reason, together. */
const byReason = (all: readonly NotLookedAt[]): PolicyRemarks['notLookedAt'] =>
  [...new Set(all.map(({ why }) => why))].map((why) => {
    const what = all.filter((one) => one.why === why).flatMap((one) => one.what);
    return { what: [...new Set(what)].join(', '), why };
  });

function warningOf(problem: Problem, gate: PolicyWarning['gate'], product: string | null): PolicyWarning {
  const { file, line, column, message, hint = null, code = 'policy' } = problem;
  return { code, message, hint, file, line, column, gate, products: product === null ? [] : [product] };
}

function once(warnings: readonly PolicyWarning[]): PolicyWarning[] {
  const found = new Map<string, PolicyWarning>();
  for (const warning of warnings) {
    const key = `${warning.line}:${warning.column} ${warning.message}`;
    const before = found.get(key)?.products ?? [];
    found.set(key, { ...warning, products: [...new Set([...before, ...warning.products])] });
  }
  return [...found.values()].sort((a, b) => a.line - b.line || a.column - b.column);
}
