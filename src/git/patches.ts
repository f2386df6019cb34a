import type { Sha } from '../domain/git.ts';
import type { FilePatch, Patch } from '../domain/patch.ts';
import { lines, readObjects } from './batch.ts';
import { functionSettings, hasFunctions } from './patches/functions.ts';
import { type PatchSection, parsePatches, parseRuns } from './patches/parse.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { scratchOf } from './scratch.ts';

/** A file larger than this (bytes) is not looked into. */
const largest = 2 ** 20;

/**
 * What each commit changed, a merge against its first parent; a commit that changes nothing has no files. Two
 * processes however many commits, and the reader's. Nothing of the user's configuration or attributes counts: it runs
 * in the scratch, and every default is said. Throws GitFailure where a commit or its first parent is not here.
 */
export async function readPatches(
  repo: Repository,
  commits: readonly Sha[],
): Promise<ReadonlyMap<Sha, Patch>> {
  const wanted = [...new Set(commits)];
  if (wanted.length === 0) return new Map();
  const [whole, bare] = await Promise.all([diffTrees(repo, wanted, 3), diffTrees(repo, wanted, 0)]);
  const old = await readOld(repo, [...whole.values()].flat());
  const patches = new Map<Sha, Patch>();
  for (const sha of wanted) {
    const runs = bare.get(sha) ?? [];
    const files = (whole.get(sha) ?? []).map((section, at): FilePatch => {
      return {
        ...section,
        runs: runsOf(section, runs[at]?.text ?? ''),
        old: old.get(section.before?.sha ?? '') ?? null,
      };
    });
    patches.set(sha, files);
  }
  return patches;
}

/** Without a driver git takes any line that begins with a letter for the head of a function. */
function runsOf({ path }: PatchSection, text: string) {
  const runs = parseRuns(text);
  return hasFunctions(path) ? runs : runs.map((run) => ({ ...run, heading: null }));
}

async function diffTrees(repo: Repository, commits: readonly Sha[], context: number) {
  const scratch = scratchOf(repo);
  const { stdout } = await plumb(
    scratch.empty,
    [
      ...['-c', 'diff.suppressBlankEmpty=false', ...functionSettings(scratch)],
      ...['diff-tree', '--stdin', '--root', '--diff-merges=first-parent', '-r', '-z', '--patch-with-raw'],
      ...[
        `-U${context}`,
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

/** The text of the files before, by blob. */
async function readOld(repo: Repository, sections: readonly PatchSection[]): Promise<Map<Sha, string>> {
  const texts = sections.filter(
    ({ before, text }) => before?.mode.startsWith('100') && text.includes('\n@@ -'),
  );
  const blobs = [...new Set(texts.flatMap(({ before }) => before?.sha ?? []))];
  const objects = await readObjects(repo, blobs);
  return new Map(
    objects.flatMap((object): [Sha, string][] =>
      object === null || object.bytes.length > largest ? [] : [[object.sha, object.bytes.toString('latin1')]],
    ),
  );
}
