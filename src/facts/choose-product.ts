import { RelError } from '../domain/errors.ts';
import type { RemoteRefs } from '../domain/git.ts';
import { matchPattern } from '../domain/pattern.ts';
import type { Policy } from '../domain/policy.ts';
import { isLive, trainsOf } from '../plans/trains.ts';
import { unknownWord } from '../policy/known.ts';

/** What is known of the product that a call is about. */
export interface ProductAsked {
  /** What --product says. */
  readonly product: string | undefined;
  /** The versions and branches that the call names: `1.8`, `scp/rc/1.8.0`. */
  readonly words: readonly string[];
  /** True where it begins a train, so that no live one can say whose. */
  readonly begins: boolean;
}

type Products = ReadonlyMap<string, Policy>;

/**
 * The product a call is about: the one it names, the only one there is, the one whose branch or live version it names,
 * or the only one with a live train. Null for a policy without products.
 *
 * @throws RelError `usage` naming the products, where that leaves it open or the product is unknown.
 */
export function chooseProduct(products: Products, refs: RemoteRefs, asked: ProductAsked): string | null {
  const { product, words, begins } = asked;
  const names = [...products.keys()];
  if (products.size === 0) {
    if (product === undefined) return null;
    throw usage(
      `there is no product ${product}: the policy has no products`,
      'run the same command without --product',
    );
  }
  if (product !== undefined) {
    if (products.has(product)) return product;
    const { message, hint = `products: ${names.join(', ')}` } = unknownWord('product', product, names);
    throw usage(message, `add --product ${names.join(' or --product ')}`, hint);
  }
  const told = words.map((word) => ({ word, of: productsOf(products, refs, word) }));
  const open = told.find(({ of }) => of.length > 1);
  const named = [...new Set(told.flatMap(({ of }) => of))];
  const live = names.filter((name) => trainsOf(refs, policyAt(products, name)).some(isLive));
  const found = words.length > 0 ? (open === undefined ? named : []) : begins ? [] : live;
  const [only] = names.length === 1 ? names : found.length === 1 ? found : [];
  if (only !== undefined) return only;
  const choice = open?.of ?? names;
  throw usage(
    'the policy has several products, so the product is needed',
    `add ${choice.map((name) => `--product ${name}`).join(' or ')}`,
    open === undefined
      ? `products: ${names.join(', ')}`
      : `${open.word} is a train of ${open.of.join(' and of ')}`,
  );
}

/** Whether a word says which branch or train is meant, as far as its form tells. */
export const isTrainWord = (products: Products, word: string): boolean =>
  /^\d+(\.\d+){1,2}$/.test(word) || [...products.values()].some((policy) => isBranchOf(policy, word));

const isBranchOf = ({ branches }: Policy, word: string): boolean =>
  [branches.rc, branches.hotfix].some((pattern) => matchPattern(pattern, word) !== null);

/** The products that a word speaks of: by its branch, or by a train of that version, a live one before others. */
function productsOf(products: Products, refs: RemoteRefs, word: string): string[] {
  const owners = [...products].flatMap(([name, policy]) => (isBranchOf(policy, word) ? [name] : []));
  if (owners.length > 0) return owners;
  const trains = [...products].flatMap(([name, policy]) =>
    trainsOf(refs, policy)
      .filter(({ version }) => version === word || version.startsWith(`${word}.`))
      .map((train) => ({ name, train })),
  );
  const live = trains.filter(({ train }) => isLive(train));
  return [...new Set((live.length > 0 ? live : trains).map(({ name }) => name))];
}

function policyAt(products: Products, name: string): Policy {
  const policy = products.get(name);
  if (policy === undefined) throw new Error(`No product ${name}`);
  return policy;
}

const usage = (message: string, remedy: string, why?: string): RelError =>
  new RelError({ code: 'usage', message, remedy, ...(why === undefined ? {} : { why }) });
