import { resolve } from 'node:path';
import { RelError } from '../../domain/errors.ts';
import type { Stamp } from '../../domain/plan.ts';
import { chooseProduct, isTrainWord } from '../../facts/choose-product.ts';
import { watchLedger } from '../../facts/ledger/watch.ts';
import { readNamedFile } from '../../facts/named-file.ts';
import { requireOneRepository } from '../../facts/one-repository.ts';
import { policyTrouble, problemLine } from '../../facts/policy-trouble.ts';
import { type PolicySource, productsOf } from '../../facts/remote-policy.ts';
import {
  type ProductChoice,
  readWorld,
  readWorlds,
  type World,
  type WorldOptions,
} from '../../facts/world.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import { loadPolicy } from '../../policy/load.ts';
import type { Invocation } from './command.ts';
import { connect } from './connect.ts';
import { chosenRemote } from './remote.ts';

/** How a command wants the world. */
export interface WorldWanted {
  /** It will change the remote. */
  readonly changes: boolean;
  /** It begins a train, so that no live one says which product it is about. */
  readonly begins?: boolean | undefined;
  /** It is about what all products share, unless --product names one. */
  readonly shared?: boolean | undefined;
}

/** Opens the repository of a call and reads the remote, as the product that the call is about sees it. */
export async function openWorld(invocation: Invocation, wanted: WorldWanted): Promise<World> {
  const repo = await openRepository(invocation.globals.dir);
  return worldOf(invocation, repo, wanted);
}

/** The same for what is about all products: a world for each, or for the one that --product names. */
export async function openWorlds(invocation: Invocation): Promise<readonly [World, ...World[]]> {
  if (invocation.globals.product !== undefined) return [await openWorld(invocation, { changes: false })];
  const repo = await openRepository(invocation.globals.dir);
  const since = Date.now();
  const [first, ...others] = await readWorlds(await optionsOf(invocation, repo, { changes: false }));
  return [await watched(invocation, first, since), ...others];
}

/**
 * Reads the remote of an open repository; that its ledger was rewritten since this clone last saw it is a warning
 * beside the policy's.
 */
export async function worldOf(invocation: Invocation, repo: Repository, wanted: WorldWanted): Promise<World> {
  const since = Date.now();
  return watched(invocation, await unwatchedWorld(invocation, repo, wanted), since);
}

async function watched(invocation: Invocation, world: World, since: number): Promise<World> {
  const warnings = await watchLedger(world, since, !invocation.globals.dryRun);
  const { source } = world;
  return warnings.length === 0
    ? world
    : { ...world, source: { ...source, warnings: [...source.warnings, ...warnings] } };
}

/** The same for a command that looks into the ledger's history itself. */
export async function unwatchedWorld(
  invocation: Invocation,
  repo: Repository,
  wanted: WorldWanted,
): Promise<World> {
  const world = await readWorld(await optionsOf(invocation, repo, wanted), choiceOf(invocation, wanted));
  if (wanted.changes) await requireOneRepository(repo, world.remote, world.refs);
  return world;
}

async function optionsOf(
  invocation: Invocation,
  repo: Repository,
  wanted: WorldWanted,
): Promise<WorldOptions> {
  const { policy } = invocation.globals;
  if (policy !== undefined && wanted.changes) {
    throw new RelError({
      code: 'usage',
      message: '--policy is only for commands that change nothing',
      why: 'what is changed is decided by the policy of the remote, which nobody can loosen on the way',
      remedy: 'run the same command without --policy, or with --dry-run',
    });
  }
  const localPolicy = policy === undefined ? null : readLocalPolicy(invocation, policy);
  const remote = await chosenRemote(invocation, repo);
  return { repo, remote, localPolicy, connect: (url, p) => connect(invocation, url, p, repo) };
}

/** The product that a call is about, by what it names; it is noted for whoever prints what comes of it. */
function choiceOf({ globals, args, options, about }: Invocation, wanted: WorldWanted): ProductChoice {
  return (source, refs) => {
    const products = productsOf(source);
    if (wanted.shared === true && globals.product === undefined) return [...products.keys()][0] ?? null;
    const into = Array.isArray(options.into) ? options.into.map(String) : [];
    const words = [...args.filter((word) => isTrainWord(products, word)), ...into];
    const begins = wanted.begins === true;
    const name = chooseProduct(products, refs, { product: globals.product, words, begins });
    if (name !== null) Object.assign(about, { product: name, oneOfSeveral: products.size > 1 });
    return name;
  };
}

/** The call as it was begun: about the product of that stamp, whatever is live by now. */
export const ofProduct = (invocation: Invocation, { product }: Stamp): Invocation =>
  product === undefined ? invocation : { ...invocation, globals: { ...invocation.globals, product } };

/** A policy file of this machine. Throws `file-unreadable`, `policy-invalid`, `policy-foreign`. */
export function readLocalPolicy({ globals }: Invocation, file: string): PolicySource {
  const text = readNamedFile(resolve(globals.dir, file), file);
  const loaded = loadPolicy(text, file);
  if (!loaded.ok)
    throw new RelError(policyTrouble(loaded, file, `mend it, then run: rel policy check ${file}`));
  const warnings = loaded.warnings.map(problemLine);
  const { policy, products } = loaded;
  return { policy, products, from: file, text, commit: null, warnings };
}
