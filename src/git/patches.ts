import type { Sha } from '../domain/git.ts';
import type { FilePatch, Patch, PatchPair } from '../domain/patch.ts';
import { lines, readObjects } from './batch.ts';
import { functionSettings, hasFunctions } from './patches/functions.ts';
import { type PatchSection, parsePatches } from './patches/parse.ts';
import { requireChangedBlobs } from './picks/pick-blobs.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { scratchOf } from './scratch.ts';

/** Two commits, each compared with its first parent. */
export interface CommitPair {
  readonly source: Sha;
  readonly landed: Sha;
}

/**
 * What the commits of each pair changed, as far as it is not the same: a file that both make from the same content and
 * mode into the same is left out. One process however many pairs, and the reader's. Nothing of the user's
 * configuration or attributes counts: it runs in the scratch, and every default is said. No run has its heading.
 * Throws GitFailure where a commit or its first parent is not here.
 */
export async function readPatchPairs(repo: Repository, pairs: readonly CommitPair[]): Promise<PatchPair[]> {
  const commits = pairs.flatMap(({ source, landed }) => [source, landed]);
  await requireChangedBlobs(repo, commits);
  const sections = await diffTrees(repo, pairs, []);
  const bare = pairs.map(({ source, landed }) => {
    const [ours, theirs] = [sections.get(source) ?? [], sections.get(landed) ?? []];
    return { source: unlike(ours, theirs), landed: unlike(theirs, ours) };
  });
  const old = await readOld(
    repo,
    bare.flatMap(({ source, landed }) => [...source, ...landed]),
  );
  return bare.map(({ source, landed }) => ({
    source: source.map(withOld(old)),
    landed: landed.map(withOld(old)),
  }));
}

const withOld =
  (old: ReadonlyMap<Sha, string>) =>
  (file: PatchSection): FilePatch => ({
    ...file,
    runs: file.runs.map((run) => ({ ...run, heading: null })),
    old: isChanged(file) ? (old.get(file.before?.sha ?? '') ?? null) : null,
  });

const known = new WeakMap<Repository, Map<Sha, Patch>>();

/**
 * What each commit changed, against its first parent, with the files before; a commit that changes nothing has none.
 * One process, and the reader's, for all that were not asked for before.
 */
export async function readPatches(
  repo: Repository,
  commits: readonly Sha[],
): Promise<ReadonlyMap<Sha, Patch>> {
  const all = known.get(repo) ?? new Map<Sha, Patch>();
  known.set(repo, all);
  const missing = [...new Set(commits)].filter((sha) => !all.has(sha));
  await requireChangedBlobs(repo, missing);
  const pairs = missing.map((sha) => ({ source: sha, landed: sha }));
  const sections = await diffTrees(repo, pairs, []);
  const old = await readOld(repo, [...sections.values()].flat());
  for (const sha of missing) all.set(sha, (sections.get(sha) ?? []).map(withOld(old)));
  return all;
}

/**
 * The same pairs, each run with the line that begins its function, where git can tell that (`hasFunctions`). One
 * process, none for no pairs; what it costs is git's search for functions.
 */
export async function withHeadings(
  repo: Repository,
  pairs: readonly (CommitPair & { readonly patches: PatchPair })[],
): Promise<PatchPair[]> {
  const sections = await diffTrees(repo, pairs, functionSettings(scratchOf(repo)));
  const headed = (commit: Sha, patch: Patch): Patch => {
    const runs = new Map((sections.get(commit) ?? []).map((file) => [file.path, file.runs]));
    return patch.map((file) =>
      hasFunctions(file.path) ? { ...file, runs: runs.get(file.path) ?? file.runs } : file,
    );
  };
  return pairs.map(({ source, landed, patches }) => {
    return { source: headed(source, patches.source), landed: headed(landed, patches.landed) };
  });
}

async function diffTrees(repo: Repository, pairs: readonly CommitPair[], settings: readonly string[]) {
  if (pairs.length === 0) return new Map<Sha, PatchSection[]>();
  const scratch = scratchOf(repo);
  const commits = [...new Set(pairs.flatMap(({ source, landed }) => [source, landed]))];
  const { stdout } = await plumb(
    scratch.empty,
    [
      ...['-c', 'diff.suppressBlankEmpty=false', ...settings],
      ...['diff-tree', '--stdin', '--root', '--diff-merges=first-parent', '-r', '-z', '--patch-with-raw'],
      ...[
        '-U0',
        '--no-abbrev',
        '--full-index',
        '--no-renames',
        '--no-ext-diff',
        '--no-textconv',
        '--no-color',
      ],
      ...['--diff-algorithm=myers', '--indent-heuristic', '--inter-hunk-context=0', '--submodule=short'],
      ...['--ignore-submodules=none', '--src-prefix=a/', '--dst-prefix=b/'],
    ],
    { input: lines(commits), env: scratch.env },
  );
  return parsePatches(stdout.toString('latin1'));
}

/** The files of a change that the other one has not just so. */
function unlike(files: readonly PatchSection[], others: readonly PatchSection[]): PatchSection[] {
  const keyOf = ({ path, before, after }: PatchSection) => JSON.stringify([path, before, after]);
  const known = new Set(others.map(keyOf));
  return files.filter((file) => !known.has(keyOf(file)));
}

/** Whether the file stays one of its kind, so that it has lines that are not changed. */
const isChanged = ({ before, after }: PatchSection): boolean =>
  before !== null && (after === null || before.mode.slice(0, 2) === after.mode.slice(0, 2));

/** The text of the files before, by blob. */
async function readOld(repo: Repository, files: readonly PatchSection[]): Promise<Map<Sha, string>> {
  const texts = files.filter(
    (file) => file.runs.length > 0 && isChanged(file) && file.before?.mode !== '160000',
  );
  const blobs = [...new Set(texts.flatMap(({ before }) => before?.sha ?? []))];
  const objects = await readObjects(repo, blobs);
  return new Map(
    objects.flatMap((object): [Sha, string][] =>
      object === null ? [] : [[object.sha, object.bytes.toString('latin1')]],
    ),
  );
}
