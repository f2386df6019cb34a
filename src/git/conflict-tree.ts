import type { Sha } from '../domain/git.ts';
import { attributesOf } from './attributes.ts';
import { readObjects } from './batch.ts';
import { mergeTreeArgs } from './merge.ts';
import { requireCommits } from './present.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { filesAt, type Rewrite, rewriteFiles } from './rewrite-files.ts';
import { scratchOf } from './scratch.ts';
import { syntheticHistory } from './synthetic.ts';

/** What the two sides and their base are called in the conflict markers: names that a person knows. */
export interface SideNames {
  readonly ours: string;
  readonly theirs: string;
  readonly base: string;
}

/** A path that a merge left unmerged. `kind` is git's word: `contents`, `modify/delete`, `binary`... */
export interface ConflictPath {
  readonly path: string;
  readonly kind: string;
  /** False where the file has no markers, so that only a person can say when it is resolved. */
  readonly markers: boolean;
}

/** The tree that git itself writes for a merge, with its conflicts in it; none where it is clean. */
export interface ConflictTree {
  readonly tree: Sha;
  readonly conflicts: readonly ConflictPath[];
}

/**
 * Merges three commits as `mergeInMemory` does, and keeps the tree with the conflicts in it: zdiff3 markers (git 2.35),
 * labelled with names that a person knows. A file that git moved aside (`PATH~LABEL`) is `PATH~ours` or `PATH~theirs`.
 * `base` null: the change has no parent, and is compared with no files. Writes objects, no ref.
 */
export async function conflictTree(
  repo: Repository,
  sides: { readonly ours: Sha; readonly theirs: Sha; readonly base: Sha | null },
  names: SideNames,
): Promise<ConflictTree> {
  const { ours, theirs, base } = sides;
  const commit = await requireCommits(repo, [ours, theirs, ...(base === null ? [] : [base])]);
  const trees = {
    ours: commit(ours).tree,
    theirs: commit(theirs).tree,
    base: base === null ? await emptyTree(repo) : commit(base).tree,
  };
  // Always this history, whatever git can be told: only then every label is a name that no file can hold by chance.
  const stand = syntheticHistory(repo, trees);
  const source = await attributesOf(repo, ours);
  const args = [...source.flags, ...mergeTreeArgs(stand, { base: 'synthetic' }, 'zdiff3')];
  const { code, stdout } = await plumb(source.workTree, args, {
    env: { ...scratchOf(repo).env, GIT_WORK_TREE: source.workTree },
    accept: [0, 1],
  });
  const merged = readMerge(stdout.toString());
  if (code === 0) return { tree: merged.tree, conflicts: [] };
  return named(repo, merged, { labels: stand, names });
}

interface Merged {
  readonly tree: Sha;
  /** Git's word for each unmerged path; '' where its messages name none. */
  readonly kinds: ReadonlyMap<string, string>;
}

/** Reads `TREE, PATH..., (empty), then messages of N, PATH * N, TYPE, TEXT`, each ended by NUL. */
function readMerge(output: string): Merged {
  const [tree = '', ...fields] = output.split('\0');
  const end = Math.max(fields.indexOf(''), 0);
  const kinds = new Map(fields.slice(0, end).map((path) => [path, '']));
  for (let at = end + 1; at < fields.length - 1; ) {
    const paths = fields.slice(at + 1, at + 1 + Number(fields[at]));
    at += 1 + paths.length + 2;
    const kind = /^CONFLICT \((.*)\)$/.exec(fields[at - 2] ?? '')?.[1];
    for (const path of kind === undefined ? [] : paths) {
      if (kinds.get(path) === '' || end === 0) kinds.set(path, kind ?? '');
    }
  }
  return { tree, kinds };
}

interface Naming {
  readonly labels: { readonly ours: Sha; readonly theirs: Sha; readonly base: Sha };
  readonly names: SideNames;
}

/** The same tree with the names in place of the synthetic commits', in markers and in paths. */
async function named(repo: Repository, { tree, kinds }: Merged, naming: Naming): Promise<ConflictTree> {
  const { labels } = naming;
  const paths = [...kinds.keys()].sort();
  const there = await filesAt(repo, tree, paths);
  const found = paths.flatMap((path) => there.get(path)?.blob ?? []);
  const read = new Map((await readObjects(repo, found)).map((blob) => [blob?.sha, blob?.bytes]));
  const conflicts: ConflictPath[] = [];
  const files: Rewrite[] = [];
  for (const path of paths) {
    const blob = there.get(path)?.blob;
    const before = read.get(blob)?.toString('latin1') ?? '';
    const text = relabel(before, naming);
    const to = path.replace(`~${labels.ours}`, '~ours').replace(`~${labels.theirs}`, '~theirs');
    conflicts.push({ path: to, kind: kinds.get(path) || 'contents', markers: text !== before });
    if (blob !== undefined && (to !== path || text !== before)) {
      files.push({ path, to, text: text === before ? null : Buffer.from(text, 'latin1') });
    }
  }
  return { tree: await rewriteFiles(repo, tree, files), conflicts };
}

/** Markers may be longer than seven characters (`conflict-marker-size`); the base is told by the beginning of its SHA. */
function relabel(text: string, { labels, names }: Naming): string {
  const bytes = (name: string) => Buffer.from(name).toString('latin1');
  return text
    .replaceAll(new RegExp(`^(<{7,}) ${labels.ours}`, 'gm'), (_, mark) => `${mark} ${bytes(names.ours)}`)
    .replaceAll(new RegExp(`^(>{7,}) ${labels.theirs}`, 'gm'), (_, mark) => `${mark} ${bytes(names.theirs)}`)
    .replaceAll(/^(\|{7,}) ([0-9a-f]{4,64})(?=\r?$)/gm, (line, mark, label) =>
      labels.base.startsWith(label) ? `${mark} ${bytes(names.base)}` : line,
    );
}

async function emptyTree(repo: Repository): Promise<Sha> {
  return (await plumb(repo.dir, ['mktree'])).stdout.toString().trim();
}
