import type { Sha } from '../../domain/git.ts';
import { readObjects } from '../batch.ts';
import { type NewObject, newObject } from '../pack.ts';
import type { Repository } from '../repository.ts';
import type { PathChange } from './changes.ts';
import { guessMerge } from './guess-merge.ts';
import type { PlacedMerge } from './merge-files.ts';
import { type FileMerge, planChange } from './plan-change.ts';
import { Rooms } from './rooms.ts';
import type { TargetTree } from './target-tree.ts';
import type { Entry } from './tree-format.ts';

/** A merge that will be needed, with the result that later ones were foreseen on; null where none was guessed. */
export interface ForeseenMerge extends PlacedMerge {
  readonly guess: Entry | null;
}

/**
 * Foresees which files a run will have to merge. Where picks change one file again and again, each merge goes onto the
 * one before it; so that not each has to wait for git, its result is guessed, and the next one is foreseen on the guess.
 * Whether that was the right input shows when git has merged; where it was not, nobody will ever ask for the result.
 */
export class Foresight {
  readonly #repo: Repository;
  readonly #known: (file: FileMerge) => Entry | null | undefined;
  /** What was guessed: it is in no repository. */
  readonly #guessed = new Map<Sha, NewObject>();
  /** Paths whose merges come out otherwise: unions, and whatever else attributes make of them. */
  readonly #misjudged = new Set<string>();

  constructor(repo: Repository, known: (file: FileMerge) => Entry | null | undefined) {
    this.#repo = repo;
    this.#known = known;
  }

  /** The merges not known yet that these changes need one after the other on `target`, which is changed by that. */
  async merges(
    changes: readonly (readonly PathChange[])[],
    target: TargetTree,
  ): Promise<readonly ForeseenMerge[]> {
    const merges: ForeseenMerge[] = [];
    const unknown = new Set<string>();
    const rooms = new Rooms();
    const again = changedAgain(changes);
    for (const change of changes) {
      const plan = planChange(change, target);
      if (plan === null) for (const { path } of change) unknown.add(path);
      if (plan === null) continue;
      // What is known to conflict is left out as a whole, and changes nothing.
      const isLeftOut = plan.merges.some((file) => this.#known(file) === null);
      const results = [...plan.writes];
      for (const file of plan.merges) {
        const known = this.#known(file);
        if (known === null || unknown.has(file.path)) continue;
        const room = known === undefined ? rooms.roomFor(file, await this.#hasMacros(file)) : null;
        const isGuessed = room !== null && !isLeftOut && again.has(file.path);
        const guess = isGuessed ? await this.#guess(file) : null;
        if (room !== null) merges.push({ ...file, room, guess, missing: this.#missingOf(file) });
        const result = known ?? guess;
        if (result !== null) results.push([file.path, result]);
        else if (!isLeftOut) unknown.add(file.path);
      }
      if (isLeftOut) continue;
      for (const [path, entry] of results) if (!unknown.has(path)) target.write(path, entry);
    }
    return merges;
  }

  /** The merges not known yet that any of these changes needs by itself on `target`, whose files stay as they are. */
  async mergesBeside(
    changes: readonly (readonly PathChange[])[],
    target: TargetTree,
  ): Promise<readonly ForeseenMerge[]> {
    const merges = new Map<string, ForeseenMerge>();
    const rooms = new Rooms();
    for (const file of changes.flatMap((change) => planChange(change, target)?.merges ?? [])) {
      const key = JSON.stringify(file);
      if (merges.has(key) || this.#known(file) !== undefined) continue;
      const room = rooms.roomFor(file, await this.#hasMacros(file));
      if (room !== null) merges.set(key, { ...file, room, guess: null, missing: [] });
    }
    return [...merges.values()];
  }

  /** Told what a merge gave. Answers the object where git did not store it, since it saw the guess. */
  learn({ path, guess }: ForeseenMerge, result: Entry | null): readonly NewObject[] {
    if (guess !== null && guess.sha !== result?.sha) this.#misjudged.add(path);
    const blob = result === null ? undefined : this.#guessed.get(result.sha);
    return blob === undefined ? [] : [blob];
  }

  async #guess({ path, base, ours, theirs }: FileMerge): Promise<Entry | null> {
    if (this.#misjudged.has(path)) return null;
    const [old, own, changed] = await Promise.all([base, ours, theirs].map(({ sha }) => this.#textOf(sha)));
    if (old == null || own == null || changed == null) return null;
    const merged = guessMerge(old, own, changed);
    if (merged === null) return null;
    const bytes = Buffer.from(merged, 'latin1');
    const blob = newObject(this.#repo, 'blob', bytes, this.#guessed.get(ours.sha));
    this.#guessed.set(blob.sha, blob);
    return { mode: theirs.mode, sha: blob.sha };
  }

  async #textOf(sha: Sha): Promise<string | null> {
    const bytes = this.#guessed.get(sha)?.bytes ?? (await readObjects(this.#repo, [sha]))[0]?.bytes;
    return bytes === undefined || bytes.length > longest ? null : bytes.toString('latin1');
  }

  #missingOf({ ours }: FileMerge): readonly NewObject[] {
    const blob = this.#guessed.get(ours.sha);
    return blob === undefined ? [] : [blob];
  }

  async #hasMacros({ attributes }: FileMerge): Promise<boolean> {
    const top = attributes.find(({ path }) => path === '.gitattributes')?.blob ?? null;
    return top !== null && ((await this.#textOf(top)) ?? macro).includes(macro);
  }
}

/** Bytes of a text beyond which guessing is not tried. */
const longest = 1_000_000;

/** What begins the definition of a macro in an attribute file. */
const macro = '[attr]';

/** The paths that more than one of the changes touches. */
function changedAgain(changes: readonly (readonly PathChange[])[]): ReadonlySet<string> {
  const [seen, again] = [new Set<string>(), new Set<string>()];
  for (const { path } of changes.flat()) (seen.has(path) ? again : seen).add(path);
  return again;
}
