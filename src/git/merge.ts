import type { Sha } from '../domain/git.ts';
import { type AttributeWay, attributesOf, attributeWay } from './attributes.ts';
import { requireCommits } from './present.ts';
import { plumb } from './process.ts';
import { isAtLeast, type Repository } from './repository.ts';
import { scratchOf } from './scratch.ts';
import { type Sides, syntheticHistory } from './synthetic.ts';

/** Three commits to merge; without `base` git finds it in the history, as for a merge of two branches. */
export interface Merge {
  readonly ours: Sha;
  readonly theirs: Sha;
  readonly base?: Sha;
  /** The commit whose tree's `.gitattributes` count. */
  readonly attributes: Sha;
}

/**
 * `paths` are those git leaves unmerged, sorted by code unit; never none. Where a file and a folder, or a file and a link, want
 * one path, git moves one of them aside to `PATH~LABEL`; that is reported as PATH, which somebody knows.
 */
export type MergeOutcome =
  | { readonly clean: true; readonly tree: Sha }
  | { readonly clean: false; readonly paths: readonly string[] };

/** By which means git is told the base and the attributes; the default is the best this git has. */
export interface MergeWays {
  readonly base: 'merge-base' | 'synthetic';
  readonly attributes: AttributeWay;
}

export const mergeWays = (repo: Pick<Repository, 'version'>): MergeWays => ({
  base: isAtLeast(repo.version, [2, 40]) ? 'merge-base' : 'synthetic',
  attributes: attributeWay(repo),
});

/**
 * Git's own defaults, said aloud. A checkout's cherry-pick honours the user's `merge.*` and `diff.*`; here another
 * machine must compute the same tree, so they do not count, and neither do merge drivers that only the user's
 * configuration defines (git then merges as text). The drivers git has built in work: `union`, `binary`, `-merge`.
 */
const defaults = [
  ...['merge.renames=true', 'merge.renameLimit=7000', 'merge.directoryRenames=conflict'],
  ...['merge.renormalize=false', 'merge.default=text', 'diff.renames=true'],
].flatMap((setting) => ['-c', setting]);

/** How conflicts are shown in the files; it changes no clean merge. */
export type ConflictStyle = 'merge' | 'zdiff3';

/**
 * Merges in memory: writes blobs and trees, and touches no index, working tree or ref. Throws RelError
 * `unknown-commit` where a commit is not here.
 */
export async function mergeInMemory(
  repo: Repository,
  merge: Merge,
  ways: MergeWays = mergeWays(repo),
): Promise<MergeOutcome> {
  const source = await attributesOf(repo, merge.attributes, ways.attributes);
  const sides = await namedSides(repo, merge, ways);
  const { code, stdout } = await plumb(source.workTree, [...source.flags, ...mergeTreeArgs(sides, ways)], {
    env: { ...scratchOf(repo).env, GIT_WORK_TREE: source.workTree },
    accept: [0, 1],
  });
  const { tree, paths } = parseMergeTree(stdout.toString());
  return code === 0 ? { clean: true, tree } : { clean: false, paths: knownPaths(paths, sides) };
}

/** The paths, sorted, each once, without the labels that git put behind those it moved aside. */
export function knownPaths(
  paths: readonly string[],
  { ours, theirs }: Pick<Merge, 'ours' | 'theirs'>,
): string[] {
  const aside = new RegExp(`~(?:${ours}|${theirs})(?:_\\d+)?$`);
  return [...new Set(paths.map((path) => path.replace(aside, '')))].sort();
}

/** The arguments of the merge itself, after the flags that go before a subcommand. */
export function mergeTreeArgs(
  { ours, theirs, base }: Pick<Merge, 'ours' | 'theirs' | 'base'>,
  ways: Pick<MergeWays, 'base'>,
  style: ConflictStyle = 'merge',
): string[] {
  const told = base !== undefined && ways.base === 'merge-base' ? [`--merge-base=${base}`] : [];
  return [...mergeTreeFlags(style), ...told, ours, theirs];
}

/** The same without saying what is merged. */
export const mergeTreeFlags = (style: ConflictStyle = 'merge'): string[] => [
  ...[...defaults, '-c', `merge.conflictStyle=${style}`],
  ...['merge-tree', '--write-tree', '-z', '--name-only', '--messages'],
];

/**
 * Reads `TREE, PATH..., (empty), then messages of N, PATH * N, TYPE, TEXT`, each ended by NUL. A conflict can leave no
 * path unmerged: where a renamed directory would put a file onto another one, only the messages name the paths.
 */
export function parseMergeTree(output: string): { tree: Sha; paths: string[] } {
  const [tree = '', ...fields] = output.split('\0');
  const end = fields.indexOf('');
  const unmerged = fields.slice(0, Math.max(end, 0));
  const named: string[] = [];
  for (let at = end + 1; unmerged.length === 0 && at < fields.length - 1; ) {
    const paths = fields.slice(at + 1, at + 1 + Number(fields[at]));
    at += 1 + paths.length + 2;
    if (fields[at - 2]?.startsWith('CONFLICT')) named.push(...paths);
  }
  return { tree, paths: unmerged.length > 0 ? unmerged : named };
}

async function namedSides(repo: Repository, { ours, theirs, base }: Merge, ways: MergeWays) {
  if (base === undefined || ways.base === 'merge-base') return { ours, theirs, ...(base && { base }) };
  const commit = await requireCommits(repo, [base, ours, theirs]);
  const tree = (sha: Sha): Sha => commit(sha).tree;
  const trees: Sides = { base: tree(base), ours: tree(ours), theirs: tree(theirs) };
  return syntheticHistory(repo, trees);
}
