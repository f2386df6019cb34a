import type { Train } from '../../domain/facts.ts';
import { openOf, requestEntries, requestsOf } from '../requests/delivery-branch.ts';
import type { World } from '../world.ts';

/**
 * The PRs whose fix waits on a branch of rel's own for a train, and what has to happen there, in words. Asks nothing
 * where the remote has no such branch.
 */
export async function heldFixes(world: World, { branch, version }: Train): Promise<Map<number, string>> {
  const { refs, github } = world;
  const held = new Map<number, string>();
  const isThere = [...refs.keys()].some((name) => /^refs\/heads\/rel[/-]/.test(name));
  if (github === null || !isThere) return held;
  const entries = await requestEntries(world, { branch, version });
  const last = new Map(entries.map((entry) => [entry.head, entry]));
  for (const [head, { conflict, picks }] of last) {
    if (!refs.has(`refs/heads/${head}`)) continue;
    const open = openOf(await requestsOf(github, head, branch));
    if (open === null) continue;
    const what = conflict
      ? `its conflict is in #${open.number}: resolve`
      : `it waits in #${open.number}: merge`;
    for (const { pr } of picks) if (pr !== undefined) held.set(pr, `${what} that (${open.url})`);
  }
  return held;
}
