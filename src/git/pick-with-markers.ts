import type { Sha, Signature } from '../domain/git.ts';
import { type ConflictPath, conflictTree } from './conflict-tree.ts';
import { writeCommit } from './objects.ts';
import { pickedCommit } from './pick.ts';
import { requireCommits } from './present.ts';
import type { Repository } from './repository.ts';
import type { SignedObject, Signer } from './signing.ts';

/** A commit to pick although it conflicts. */
export interface MarkedSource {
  readonly sha: Sha;
  /** What it is called in the conflict markers: `#236 Lower the limit`. */
  readonly name: string;
  /** Whole trailer lines, after the `(cherry picked from commit ...)` line. */
  readonly trailers: readonly string[];
}

export interface MarkedSequence {
  readonly onto: Sha;
  /** What `onto` is called in the conflict markers: a branch. */
  readonly target: string;
  /** The commits of one change, in the order to pick them. */
  readonly sources: readonly MarkedSource[];
  readonly committer: Signature;
  /** Signs each commit that is made; left out or null: none is signed. */
  readonly signer?: Signer | null;
}

/** A pick that was made; `conflicts` is empty where it applied cleanly. */
export interface MarkedPick {
  readonly source: Sha;
  readonly commit: Sha;
  readonly conflicts: readonly ConflictPath[];
}

/** What was made, and which sources were left for a person: those that conflict once more on top of the first. */
export interface MarkedPicks {
  readonly picks: readonly MarkedPick[];
  readonly left: readonly Sha[];
  /** The signatures on the commits, of those that have one. */
  readonly signed: readonly SignedObject[];
}

/**
 * Picks the commits of one change on top of each other, the first that conflicts with its conflict markers committed:
 * author, message and `-x` line as any pick has them. Empty ones are left out. The same input gives the same commits.
 */
export async function pickWithMarkers(repo: Repository, sequence: MarkedSequence): Promise<MarkedPicks> {
  const { target, sources, committer, signer } = sequence;
  const picks: MarkedPick[] = [];
  const signed: SignedObject[] = [];
  const left: Sha[] = [];
  let { onto } = sequence;
  for (const { sha, name, trailers } of sources) {
    const commit = await requireCommits(repo, [sha, onto]);
    const source = commit(sha);
    const sides = { ours: onto, theirs: sha, base: source.parents[0] ?? null };
    const names = { ours: oneLine(target), theirs: oneLine(name), base: `before ${oneLine(name)}` };
    const { tree, conflicts } = await conflictTree(repo, sides, names);
    if (conflicts.length > 0 && picks.some((pick) => pick.conflicts.length > 0)) {
      left.push(sha);
    } else if (conflicts.length > 0 || tree !== commit(onto).tree) {
      const unsigned = pickedCommit(source, tree, { onto, committer, trailers });
      const signature = await signer?.commit(unsigned);
      onto = await writeCommit(repo, { ...unsigned, signature });
      if (signature !== undefined) signed.push({ sha: onto, signature });
      picks.push({ source: sha, commit: onto, conflicts });
    }
  }
  return { picks, left, signed };
}

/** A marker is one line; what stands in it comes from outside. */
const oneLine = (name: string): string => {
  const line = name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return line.length <= 72 ? line : `${line.slice(0, 71)}…`;
};
