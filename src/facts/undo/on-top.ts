import type { RefName, RemoteRef, Sha } from '../../domain/git.ts';
import { isAncestor, listCommits, readGraph } from '../../git/history.ts';
import { readCommits } from '../../git/objects.ts';
import { fetchObjects } from '../../git/remote.ts';
import { type MovedRef, standingOf } from '../../plans/undo/moves-back.ts';
import type { OnTop, UndoFacts } from '../../plans/undo/undo-facts.ts';
import { changeTitle } from '../subject-line.ts';
import type { World } from '../world.ts';

/** What was put onto the refs that are not where rel left them, by their names. */
export async function onTopOf(
  world: Pick<World, 'repo' | 'remote' | 'refs'>,
  moved: readonly MovedRef[],
): Promise<ReadonlyMap<RefName, OnTop>> {
  const elsewhere = moved.filter((one) => standingOf(one, world.refs) === 'elsewhere');
  const found = new Map<RefName, OnTop>();
  for (const one of elsewhere) {
    const now = world.refs.get(one.ref);
    if (now !== undefined) found.set(one.ref, await commitsOnTop(world, one.to, now));
  }
  return found;
}

async function commitsOnTop(
  { repo, remote }: Pick<World, 'repo' | 'remote'>,
  left: Sha | null,
  now: RemoteRef,
): Promise<OnTop> {
  const isTag = now.name.startsWith('refs/tags/');
  if (left === null || isTag) return { count: 0, newest: null };
  await fetchObjects(repo, remote, [now.commit, left]);
  if (!(await isAncestor(repo, left, now.commit))) return { count: 0, newest: null };
  const commits = await listCommits(repo, { include: [now.commit], exclude: [left] });
  const newest = (await readCommits(repo, [now.commit])).get(now.commit);
  if (newest === undefined) return { count: commits.length, newest: null };
  return {
    count: commits.length,
    newest: { sha: newest.sha, author: newest.author.name, subject: changeTitle(newest) },
  };
}

/**
 * The refs of trains, candidates and releases, develop and production that hold a commit which the operation made and
 * which would go: somebody has gone on from it. One process.
 */
export async function refsHolding(
  world: World,
  moved: readonly MovedRef[],
  made: ReadonlySet<Sha>,
): Promise<UndoFacts['holding']> {
  const going = moved.filter(
    (one) => one.to !== null && made.has(one.to) && standingOf(one, world.refs) === 'left',
  );
  if (going.length === 0) return [];
  const { repo, remote } = world;
  const others = knownRefs(world).filter(({ name }) => !moved.some(({ ref }) => ref === name));
  await fetchObjects(
    repo,
    remote,
    others.map(({ commit }) => commit),
  );
  const exclude = going.flatMap(({ from }) => from ?? []);
  const graph = await readGraph(repo, { include: others.map(({ commit }) => commit), exclude });
  return others.flatMap(({ name, commit }) => {
    const below = reach(graph, commit);
    const held = going.find(({ to }) => to !== null && below.has(to));
    return held?.to == null ? [] : [{ ref: name, commit: held.to }];
  });
}

function knownRefs({ refs, trains, released, develop, production }: World): RemoteRef[] {
  const branches = [...trains.map(({ branch }) => branch), develop.branch, production.branch];
  const tags = [...trains.flatMap(({ candidates }) => candidates), ...released].map(({ tag }) => tag);
  const names = [...branches.map((name) => `refs/heads/${name}`), ...tags.map((name) => `refs/tags/${name}`)];
  return [...new Set(names)].flatMap((name) => refs.get(name) ?? []);
}

function reach(graph: ReadonlyMap<Sha, readonly Sha[]>, from: Sha): Set<Sha> {
  const seen = new Set<Sha>();
  const open = [from];
  for (let sha = open.pop(); sha !== undefined; sha = open.pop()) {
    const parents = graph.get(sha);
    if (parents === undefined || seen.has(sha)) continue;
    seen.add(sha);
    open.push(...parents);
  }
  return seen;
}
