import type { Sha } from '../domain/git.ts';
import type { Product } from '../domain/policy.ts';
import { mergeBase } from '../git/history.ts';
import { objectsExist } from '../git/objects.ts';
import { commitsTouching, differTouching } from '../git/touching.ts';
import type { Refusal, Source } from '../plans/picks/forecast.ts';
import { productsOf } from './remote-policy.ts';
import type { World } from './world.ts';

/** Those of the commits that are changes of the world's product; all of them without products. */
export const ownCommits = ({ repo, policy }: World, commits: readonly Sha[]): Promise<Sha[]> =>
  commitsTouching(repo, commits, pathsOf(policy));

/**
 * The sources that are no change of the product, and why each is refused, naming the products that it is a change of.
 * A PR is one change: all of it belongs to every product that any of its commits touches.
 */
export async function foreignSources(
  world: World,
  sources: readonly Source[],
): Promise<ReadonlyMap<Sha, Refusal>> {
  const { repo, policy, source } = world;
  const { product } = policy;
  if (product === undefined || product.paths.length === 0) return new Map();
  const shas = sources.map(({ sha }) => sha);
  const own = await touchedChanges(world, sources, product);
  const foreign = sources.filter((one) => !own.has(changeOf(one)));
  if (foreign.length === 0) return new Map();
  const others = [...productsOf(source).values()].flatMap((other) =>
    other.product === undefined || other.product.name === product.name ? [] : [other.product],
  );
  const theirs = new Map<string, string[]>();
  for (const other of others) {
    const touching = new Set(await commitsTouching(repo, shas, other.paths));
    for (const one of foreign) {
      if (!touching.has(one.sha)) continue;
      const names = theirs.get(changeOf(one)) ?? [];
      theirs.set(changeOf(one), [...new Set([...names, other.name])]);
    }
  }
  return new Map(foreign.map((one) => [one.sha, refusal(one, product, theirs.get(changeOf(one)) ?? [])]));
}

async function touchedChanges(
  { repo }: World,
  sources: readonly Source[],
  { paths }: Product,
): Promise<Set<string>> {
  const touching = new Set(
    await commitsTouching(
      repo,
      sources.map(({ sha }) => sha),
      paths,
    ),
  );
  return new Set(sources.filter(({ sha }) => touching.has(sha)).map(changeOf));
}

/** A PR, or a commit that was named by itself. */
const changeOf = ({ pr, sha }: Source): string => (pr === null ? sha : String(pr));

function refusal({ pr, sha }: Source, { name, paths }: Product, owners: readonly string[]): Refusal {
  const [first] = owners;
  const reason = `it changes nothing of ${name} (${paths.join(', ')})`;
  if (first === undefined) {
    return { reason: `${reason}, and nothing of another product`, remedy: 'leave it out' };
  }
  return {
    reason: `${reason}: it is a change of ${owners.join(' and ')}`,
    remedy: `leave it out, or pick it there: rel --product ${first} pick ${pr ?? sha}`,
  };
}

/**
 * Whether what a tip has and a branch has not changes something of the product; true where that cannot be told, since
 * its commits are not here.
 */
export async function isOwnTip({ repo, policy }: World, base: Sha, tip: Sha): Promise<boolean> {
  const paths = pathsOf(policy);
  if (paths.length === 0) return true;
  if ((await objectsExist(repo, [base, tip])).size < (base === tip ? 1 : 2)) return true;
  const from = await mergeBase(repo, base, tip);
  return from === null || (await differTouching(repo, from, tip, paths));
}

const pathsOf = ({ product }: World['policy']): readonly string[] => product?.paths ?? [];
