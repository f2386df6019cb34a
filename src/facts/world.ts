import { RelError } from '../domain/errors.ts';
import type { Train } from '../domain/facts.ts';
import type { RemoteRefs, Sha } from '../domain/git.ts';
import type { Policy } from '../domain/policy.ts';
import { fetchObjects, readRemote, requireFullHistory } from '../git/remote.ts';
import type { Repository } from '../git/repository.ts';
import type { Signer } from '../git/signing.ts';
import type { GitHub } from '../github/github.ts';
import { isLive, type Released, releasesOf, trainsOf } from '../plans/trains.ts';
import { chooseProduct, type ProductAsked } from './choose-product.ts';
import { requirePolicysRemote } from './one-repository.ts';
import { besideLocal } from './policy/local.ts';
import { readOnce } from './read-once.ts';
import { type PolicySource, productsOf, remotePolicy } from './remote-policy.ts';

/** The remote, read once: what every command starts from. */
export interface World {
  readonly repo: Repository;
  /** The remote's name. */
  readonly remote: string;
  readonly refs: RemoteRefs;
  /** The policy that decides: the product's, where there are several. */
  readonly policy: Policy;
  readonly source: PolicySource;
  readonly github: GitHub | null;
  /** Oldest version first. */
  readonly trains: readonly Train[];
  readonly live: readonly Train[];
  readonly released: readonly Released[];
  readonly develop: { readonly branch: string; readonly sha: Sha };
  /** `sha` is null where the branch does not exist yet. */
  readonly production: { readonly branch: string; readonly sha: Sha | null };
  readonly ledgerTip: Sha | null;
  /** What signs the objects that are made for a plan; null for everything that is only looked at. */
  readonly signer: Signer | null;
}

export interface WorldOptions {
  readonly repo: Repository;
  readonly remote: string;
  /** A local policy instead of the remote's. */
  readonly localPolicy: PolicySource | null;
  /** The connection to GitHub, by the remote's URL and what the policy says. */
  readonly connect: (url: string, policy: Policy) => Promise<GitHub | null>;
}

/** Which products a call is about: one, or null for a policy without products. Throws where that cannot be told. */
export type ProductChoice = (source: PolicySource, refs: RemoteRefs) => string | null;

/**
 * Reads the remote and fetches what is missing of it, without writing a ref anywhere.
 *
 * @throws RelError for a remote that is not there or cannot be reached, for a policy that cannot be used, and what
 *   `choose` throws.
 */
export async function readWorld(
  options: WorldOptions,
  choose: ProductChoice = (source, refs) => chooseProduct(productsOf(source), refs, nothingAsked),
): Promise<World> {
  const read = await readOutside(options);
  const name = choose(read.source, read.refs);
  const { policy } = read.source;
  return worldOf(read, name === null ? policy : (productsOf(read.source).get(name) ?? policy));
}

const nothingAsked: ProductAsked = { product: undefined, words: [], begins: false };

/** The remote, read once, as each product of the policy sees it; without products there is one world. */
export async function readWorlds(options: WorldOptions): Promise<readonly [World, ...World[]]> {
  const read = await readOutside(options);
  const [first = read.source.policy, ...others] = productsOf(read.source).values();
  const worlds: [World, ...World[]] = [await worldOf(read, first)];
  for (const policy of others) worlds.push(await worldOf(read, policy));
  return worlds;
}

type Outside = Pick<World, 'repo' | 'remote' | 'refs' | 'source' | 'github'>;

async function readOutside(options: WorldOptions): Promise<Outside> {
  const { repo, remote } = options;
  requireFullHistory(repo);
  const { url, refs, head } = await readRemote(repo, remote);
  const source = options.localPolicy ?? besideLocal(repo, await remotePolicy(repo, remote, refs, head));
  await requirePolicysRemote(repo, { remote, url, policy: source.policy });
  const connected = await options.connect(url, withApprovals(source));
  return { repo, remote, refs, source, github: connected === null ? null : readOnce(connected) };
}

/** What all share, with every product's approvals: what is asked of GitHub has to do for all of them. */
function withApprovals(source: PolicySource): Policy {
  const products = productsOf(source);
  const { policy } = source;
  if (products.size === 0) return policy;
  const all = [...products].flatMap(([product, { approvals }]) =>
    Object.entries(approvals).map(([name, approval]) => [`${product}/${name}`, approval]),
  );
  return { ...policy, approvals: Object.fromEntries(all) };
}

async function worldOf(read: Outside, policy: Policy): Promise<World> {
  const { repo, remote, refs, source } = read;
  const trains = trainsOf(refs, policy);
  const live = trains.filter(isLive);
  const released = releasesOf(refs, policy);
  const develop = developOf(refs, policy, source);
  const production = refs.get(`refs/heads/${policy.branches.production}`)?.sha ?? null;
  const ledgerTip = refs.get(policy.ledger.ref)?.sha ?? null;
  const tips = [
    develop.sha,
    production,
    ledgerTip,
    ...live.flatMap(commitsOf),
    ...released.map((r) => r.commit),
  ];
  await fetchObjects(repo, remote, [...new Set(tips.filter((sha) => sha !== null))]);
  return {
    ...read,
    policy,
    trains,
    live,
    released,
    develop,
    production: { branch: policy.branches.production, sha: production },
    ledgerTip,
    signer: null,
  };
}

const commitsOf = (train: Train): Sha[] => [train.tip, ...train.candidates.map((c) => c.commit)];

function developOf(refs: RemoteRefs, policy: Policy, source: PolicySource): World['develop'] {
  const branch = policy.branches.develop;
  const sha = refs.get(`refs/heads/${branch}`)?.sha;
  if (sha !== undefined) return { branch, sha };
  throw new RelError({
    code: 'unknown-branch',
    message: `the develop branch ${branch} is not on the remote`,
    why: `the policy names it (${source.from})`,
    remedy: `push ${branch}, or correct branches.develop in the policy`,
  });
}
