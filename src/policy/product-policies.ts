import type { Policy, Product } from '../domain/policy.ts';
import { collisions } from './collisions.ts';
import { list, mapping, valueAt } from './data.ts';
import { formComplaints } from './form.ts';
import { nameComplaints } from './names.ts';
import type { Complaint, Path } from './problem.ts';
import { type Layer, layProduct, productNames } from './products.ts';
import { type Remarks, references } from './references.ts';
import { PolicySchema } from './schema.ts';

/** The policy of each product, and what is wrong with any of them, at its place in the document. */
export interface ProductPolicies extends Remarks {
  /** By name, in the order of the document; without those that are not valid. */
  readonly policies: ReadonlyMap<string, Policy>;
}

/** Judges every product's section over the shared keys, each as the policy it makes. */
export function productPolicies(policy: unknown): ProductPolicies {
  const layers = productNames(policy).map((name) => layProduct(policy, name));
  const each = layers.map((layer) => {
    const parsed = PolicySchema.safeParse(layer.value);
    const linked = references(layer.value);
    const problems = [
      ...formComplaints(parsed.error?.issues ?? [], layer.value),
      ...linked.problems,
      ...nameComplaints(layer.value),
    ];
    const { placed } = placing(layer);
    return { layer, data: parsed.data, problems: placed(problems), warnings: placed(linked.warnings) };
  });
  return {
    problems: [...each.flatMap(({ problems }) => problems), ...collisions(layers)],
    warnings: each.flatMap(({ warnings }) => warnings),
    policies: new Map(
      each.flatMap(({ layer, data }) => {
        if (data === undefined) return [];
        const { products: _, ...own } = data;
        return [[layer.product, { ...own, product: productOf(policy, layer.product) }]];
      }),
    ),
  };
}

const placing = ({ placeOf }: Layer) => ({
  placed: (complaints: readonly Complaint[]): Complaint[] =>
    complaints.map((complaint) => ({ ...complaint, path: placeOf(complaint.path) })),
});

function productOf(policy: unknown, name: string): Product {
  const at = (key: string): unknown => valueAt(policy, ['products', name, key] satisfies Path);
  const title = at('title');
  return {
    name,
    title: typeof title === 'string' ? title : name,
    paths: list(at('paths')).filter((path) => typeof path === 'string'),
  };
}

/** The sections as they are written, which the policy that all share keeps; undefined where it has no products. */
export const sectionsOf = (policy: unknown): Readonly<Record<string, unknown>> | undefined =>
  valueAt(policy, ['products']) === undefined ? undefined : mapping(valueAt(policy, ['products']));
