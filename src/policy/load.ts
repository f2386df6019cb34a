import type { Policy } from '../domain/policy.ts';
import { isCyclic, mapping, valueAt } from './data.ts';
import { isSemanticRelease } from './foreign.ts';
import { formComplaints } from './form.ts';
import { ledgerKeyRemarks } from './ledger-keys.ts';
import { nameComplaints } from './names.ts';
import type { Complaint, Path, Problem } from './problem.ts';
import { productPolicies, sectionsOf } from './product-policies.ts';
import { nobodysNames } from './products.ts';
import { type Remarks, references } from './references.ts';
import { PolicySchema } from './schema.ts';
import { readSource, type Source } from './source.ts';

export type { Problem } from './problem.ts';

/** A policy with its defaults filled in, or everything that is wrong with it. */
export type LoadedPolicy =
  | {
      readonly ok: true;
      /** What all products share, where it has products. */
      readonly policy: Policy;
      /** The policy of each product by its name (`policyOf`), in the order of the file; empty: it has none. */
      readonly products: ReadonlyMap<string, Policy>;
      readonly warnings: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly foreign?: 'semantic-release' };

/**
 * Reads a policy's text (YAML or JSON). `file` is only what the problems call it. Never throws: all problems come
 * at once, in the order of their lines. A file of semantic-release is told apart by `foreign`.
 */
export function loadPolicy(text: string, file: string): LoadedPolicy {
  const { source, problems, warnings } = readSource(text, file);
  if (source === null) return refused(problems);
  const other = notOurs(source);
  if (other !== null) return other;
  const result = PolicySchema.safeParse(source.value);
  const form = formComplaints(result.error?.issues ?? [], source.value);
  const keys = ledgerKeyRemarks(source.value);
  const { linked, policies } = partsOf(source.value);
  const complaints = [...form, ...linked.problems, ...keys.problems];
  const all = once([...problems, ...complaints.map(source.problem)]);
  if (all.length > 0 || !result.success) return refused(all);
  const { products: _, ...policy } = result.data;
  const products = sectionsOf(source.value);
  return {
    ok: true,
    policy: products === undefined ? policy : { ...policy, products },
    products: policies,
    warnings: sorted(once([...warnings, ...[...linked.warnings, ...keys.warnings].map(source.problem)])),
  };
}

/** A policy as a whole, or each product's: what all share need not stand by itself. */
function partsOf(policy: unknown): {
  readonly linked: Remarks;
  readonly policies: ReadonlyMap<string, Policy>;
} {
  // What holds itself has a wrong form wherever it stands, which the schema says.
  const endless = isCyclic(policy);
  if (!endless && valueAt(policy, ['products']) !== undefined) {
    const { policies, ...linked } = productPolicies(policy);
    return { linked, policies };
  }
  const { problems, warnings } = references(policy);
  const linked = {
    problems: [...problems, ...nameComplaints(policy)],
    warnings: [...warnings, ...(endless ? [] : nobodysNames(policy))],
  };
  return { linked, policies: new Map() };
}

/**
 * The policy of a product, or the policy itself where it has no products. Throws for a product that it has not: ask
 * `products` first.
 */
export function policyOf(loaded: Pick<Usable, 'policy' | 'products'>, product: string | null): Policy {
  if (product === null) return loaded.policy;
  const policy = loaded.products.get(product);
  if (policy === undefined) throw new Error(`No product ${product}`);
  return policy;
}

type Usable = Extract<LoadedPolicy, { ok: true }>;

/** What makes a text no policy of this rel at all, so that nothing else about it is worth saying. */
function notOurs(source: Source): LoadedPolicy | null {
  const { value } = source;
  const alone = (complaint: Pick<Complaint, 'message' | 'hint'>, path: Path = []): LoadedPolicy =>
    refused([source.problem({ path, on: 'value', ...complaint })]);
  if (value === null || value === undefined) {
    return alone({ message: 'the policy is empty', hint: 'run: rel init' });
  }
  if (typeof value !== 'object' || Array.isArray(value))
    return alone({ message: 'a policy is a mapping of keys' });
  if (isSemanticRelease(value)) {
    const message = 'this is a configuration of semantic-release, not a policy of rel (no `version: 1`)';
    const hint = 'rel reads .rel.yaml first where both tools are in use: rel init writes it';
    return {
      ...refused([source.problem({ path: [], on: 'value', message, hint })]),
      foreign: 'semantic-release',
    };
  }
  const { version } = mapping(value);
  if (version === undefined || version === 1) return null;
  const hint = 'write `version: 1`, or install the rel this policy was written for';
  return alone(
    {
      message: `this rel reads policies of version 1, not ${typeof version === 'object' ? 'a list or a mapping' : JSON.stringify(version)}`,
      hint,
    },
    ['version'],
  );
}

const refused = (problems: readonly Problem[]) => ({ ok: false as const, problems: sorted(problems) });

const sorted = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort((a, b) => a.line - b.line || a.column - b.column);

/** What is wrong in what all share is wrong in each product. */
const once = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((p) => [`${p.line}:${p.column} ${p.message}`, p])).values(),
];
