import type { FixState } from '../../domain/fix-state.ts';
import type { Sha } from '../../domain/git.ts';
import { listCommits, readGraph } from '../../git/history.ts';
import { messageText, readCommits } from '../../git/objects.ts';
import type { Repository } from '../../git/repository.ts';
import { fixStatesOf, type KnownOfFix } from '../../plans/missing/fix-state-of.ts';
import { copiesOf, nearCommitOf, type OwnCommits } from '../../plans/missing/own-commits.ts';
import { type Places, placesIn, type Wanted } from '../../plans/presence/already-there.ts';
import { firstParentLine, reach } from '../../plans/sources/commit-graph.ts';
import { commitWords } from '../../plans/sources/commit-words.ts';
import { readReverts } from '../../plans/sources/taken-back.ts';
import type { Evidence } from '../presence/change-evidence.ts';
import { readHistoryAbout } from '../presence/target-history.ts';
import { type Branches, effectsOf } from './effect.ts';
import { heldAndTakenBack } from './held-and-taken-back.ts';
import { linesLeftOn } from './lines-left.ts';
import { partlyGone } from './partly-gone.ts';
import { undoneOn } from './undone.ts';

/** A change of production as it landed there, and how it stands to the other branch. */
export interface LandedChange {
  readonly sha: Sha;
  /** 1 for a merge, whose change is against its first parent; else null. */
  readonly mainline: 1 | null;
  readonly state: FixState;
}

/**
 * How the changes of production stand to another branch, in landing order: those it does not hold as commits, and those
 * it holds and has taken back. A merge is one change where all that it brought is missing; else what is missing of it
 * stands for itself.
 */
export async function fixStates(repo: Repository, branches: Branches): Promise<LandedChange[]> {
  const { production, tip } = branches;
  const [graph, own] = await Promise.all([
    readGraph(repo, { include: [production], exclude: [tip] }),
    listCommits(repo, { include: [tip], exclude: [production] }),
  ]);
  const held = (await heldAndTakenBack(repo, branches, own)).filter((sha) => !graph.has(sha));
  const all = [...held, ...graph.keys()];
  if (all.length === 0) return [];
  const states = await statesOf(repo, branches, all, { own: new Set(own), held: new Set(held) });
  const landed = firstParentLine(graph, production).reverse();
  return [
    ...held.map((sha) => ({ sha, mainline: null, state: stateIn(states, sha) })),
    ...landed.flatMap((sha) => unitsOf(sha, graph, states)),
  ];
}

type States = ReadonlyMap<Sha, FixState>;

function stateIn(states: States, sha: Sha): FixState {
  const state = states.get(sha);
  if (state === undefined) throw new Error(`nobody asked about ${sha}`);
  return state;
}

function unitsOf(sha: Sha, graph: ReadonlyMap<Sha, readonly Sha[]>, states: States): LandedChange[] {
  const [first, ...others] = graph.get(sha) ?? [];
  const state = stateIn(states, sha);
  if (first === undefined || others.length === 0) return [{ sha, mainline: null, state }];
  const own: LandedChange = { sha, mainline: 1, state };
  if (state.kind !== 'missing') return [own];
  const brought = reach(graph, [sha], reach(graph, [first]));
  const parts = [...graph.keys()]
    .filter((one) => brought.has(one) && (graph.get(one)?.length ?? 0) < 2)
    .map((one) => ({ sha: one, mainline: null, state: stateIn(states, one) }));
  // What a merge brings besides its commits is how its conflicts were resolved, which goes with them.
  return parts.length > 0 && parts.every((part) => part.state.kind === 'missing') ? [own] : parts;
}

async function statesOf(
  repo: Repository,
  branches: Branches,
  all: readonly Sha[],
  { own, held }: { readonly own: ReadonlySet<Sha>; readonly held: ReadonlySet<Sha> },
): Promise<States> {
  const { production, tip } = branches;
  const data = await readCommits(repo, all);
  const messages = new Map([...data].map(([sha, commit]) => [sha, messageText(commit)]));
  const asked = all.map((sha) => ({
    sha,
    pr: commitWords(messages.get(sha) ?? '').pullRequests.at(-1) ?? null,
  }));
  const there = await readHistoryAbout(repo, tip, asked);
  const here = await readHistoryAbout(repo, production, asked);
  const places = placesOn(there, tip, all);
  const gone = await goneFrom(repo, branches, places);
  const undone = await undoneSince(repo, production, placesOn(here, production, all));
  const reverts = revertsAmong(here, all);
  const ours: OwnCommits = { history: there.history, tip, own };
  const known = [...places].map(([sha, at]): KnownOfFix => {
    const wanted = wantedIn(there, sha);
    const place = at.held[0];
    const named = place?.how === 'provenance' ? there.history.bySha.get(place.commit) : undefined;
    return {
      sha,
      paths: wanted.paths,
      places: at,
      placePaths: named?.paths ?? null,
      gone: gone.has(sha),
      stands: !undone.has(sha),
      reverts: reverts.get(sha) ?? [],
      copies: copiesOf(wanted, ours).map((copy) => ({ commit: copy.sha, paths: copy.paths })),
      near: nearCommitOf(wanted, messages.get(sha) ?? '', ours),
    };
  });
  return withEffects(repo, branches, known, held);
}

const placesOn = (evidence: Evidence, tip: Sha, all: readonly Sha[]): Map<Sha, Places> =>
  new Map(all.map((sha) => [sha, placesIn(wantedIn(evidence, sha), evidence.history)(tip)]));

/**
 * The changes that the branch has by its history, and has not in its files: taken back without a word and in other
 * surroundings, with other things, or in part. One may be there in several commits, of which one was taken back, so that
 * its own lines are asked about, too.
 */
async function goneFrom(
  repo: Repository,
  branches: Branches,
  places: ReadonlyMap<Sha, Places>,
): Promise<Set<Sha>> {
  const present = [...places].flatMap(
    ([
      sha,
      {
        held: [place],
      },
    ]) => (place === undefined ? [] : [{ sha, commit: place.commit }]),
  );
  const brought = [...new Set(present.map(({ commit }) => commit))];
  const undone = await undoneOn(repo, branches.tip, brought);
  const asked = [...new Set([...brought, ...present.map(({ sha }) => sha)])];
  const partly = await partlyGone(repo, branches, asked);
  const isGone = ({ sha, commit }: (typeof present)[number]) =>
    undone.has(commit) || partly.has(commit) || partly.has(sha);
  return new Set(present.filter(isGone).map(({ sha }) => sha));
}

/** The changes that production took back itself, all of them: of a revert of a part the rest stands. */
async function undoneSince(
  repo: Repository,
  production: Sha,
  places: ReadonlyMap<Sha, Places>,
): Promise<Set<Sha>> {
  const said = [...places].flatMap(([sha, { held }]) =>
    held.some(({ commit }) => commit === sha) ? [] : [sha],
  );
  const left = await linesLeftOn(repo, production, said);
  return new Set(said.filter((sha) => !left.has(sha)));
}

/** The states of what is known, once the files were asked about all that the history does not settle. */
async function withEffects(
  repo: Repository,
  branches: Branches,
  known: readonly KnownOfFix[],
  held: ReadonlySet<Sha>,
): Promise<States> {
  const doubtful = known.filter(
    ({ stands, places, placePaths, gone }) =>
      stands && (gone || places.held.length === 0 || placePaths !== null),
  );
  const shas = doubtful.map(({ sha }) => sha);
  const effects = await effectsOf(repo, branches, shas, held);
  const missing = [...fixStatesOf(known, effects)].flatMap(([sha, { kind }]) =>
    kind === 'missing' ? [sha] : [],
  );
  // What production undid without a word shows in its files alone.
  const undone = await undoneOn(repo, branches.production, missing);
  return fixStatesOf(
    known.map((fix) => (undone.has(fix.sha) ? { ...fix, stands: false } : fix)),
    effects,
  );
}

function wantedIn({ wanted }: Evidence, sha: Sha): Wanted {
  const change = wanted.get(sha);
  if (change === undefined) throw new Error(`the commit ${sha} is not here`);
  return change;
}

/** By each commit of production: the changes among these that it takes back. */
function revertsAmong(here: Evidence, all: readonly Sha[]): Map<Sha, Sha[]> {
  const reverts = new Map<Sha, Sha[]>();
  for (const sha of all) {
    for (const by of readReverts(here.history, { sha, paths: wantedIn(here, sha).paths }, null))
      reverts.set(by.sha, [...(reverts.get(by.sha) ?? []), sha]);
  }
  return reverts;
}
