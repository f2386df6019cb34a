import type { Sha } from '../../domain/git.ts';
import type { WhereResult } from '../../domain/where.ts';
import { listCommits, mergeBase } from '../../git/history.ts';
import { readCommits } from '../../git/objects.ts';
import { fetchObjects } from '../../git/remote.ts';
import { type Places, placesIn } from '../../plans/presence/already-there.ts';
import { type NamedChange, whereAre } from '../../plans/presence/where.ts';
import { placeRefs } from '../../plans/presence/where-refs.ts';
import { namedChanges } from '../sources/named-changes.ts';
import { withWholeReverts } from '../sources/whole-reverts.ts';
import type { World } from '../world.ts';
import { readEvidence } from './change-evidence.ts';

/**
 * Which branches, candidates and releases hold the changes that texts name. One reading of history serves all of them:
 * how many git processes it takes does not depend on the number of branches and tags.
 *
 * @param worlds one for each product
 * @param all every branch instead of develop, production and those of live trains
 * @throws RelError `unknown-pull-request`, `unknown-commit`.
 */
export async function findPlaces(
  worlds: readonly [World, ...World[]],
  asked: readonly string[],
  all: boolean,
): Promise<WhereResult> {
  const world = { ...worlds[0], live: worlds.flatMap(({ live }) => live) };
  const { repo, remote } = world;
  const changes = await namedChanges(world, asked);
  const refs = placeRefs(
    world.refs,
    worlds.map(({ policy }) => policy),
    all,
  );
  const tips = [...new Set(refs.map(({ commit }) => commit))];
  await fetchObjects(repo, remote, tips);
  const sources = changes.flatMap(({ commits, pr }) => commits.map((sha) => ({ sha, pr })));
  const commits = await since(world, changes, tips);
  const read = new Set(commits);
  const evidence = await readEvidence(repo, {
    commits,
    asked: sources,
    isHeld: (sha) => read.has(sha),
    several: true,
    repository: slugOf(world),
  });
  const history = await withWholeReverts(repo, evidence, tips);
  const answers = new Map([...evidence.wanted].map(([sha, change]) => [sha, placesIn(change, history)]));
  const places = (source: Sha, tip: Sha): Places => answers.get(source)?.(tip) ?? { held: [], lost: [] };
  return whereAre(changes, refs, places);
}

/** What the refs hold since before the oldest of the changes: nothing older can have brought one. */
async function since({ repo }: World, changes: readonly NamedChange[], tips: readonly Sha[]): Promise<Sha[]> {
  const data = await readCommits(
    repo,
    changes.flatMap(({ commits }) => commits),
  );
  const parents = [...data.values()].map(({ parents }) => parents[0] ?? null);
  const [first, ...others] = new Set(parents.filter((sha) => sha !== null));
  const shared =
    first === undefined || parents.includes(null) ? null : await mergeBase(repo, first, ...others);
  return data.size === 0
    ? []
    : listCommits(repo, { include: tips, exclude: shared === null ? [] : [shared] });
}

function slugOf({ github, policy }: World): string | null {
  return github === null ? policy.repository : `${github.slug.owner}/${github.slug.name}`;
}
