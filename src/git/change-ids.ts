import { createHash } from 'node:crypto';
import type { Sha } from '../domain/git.ts';
import { lines } from './batch.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { scratchOf } from './scratch.ts';

/** Two commits; what one changes from the other is the change. */
export interface Between {
  readonly from: Sha;
  readonly to: Sha;
}

/** What each file of a change is changed by: path to an id. */
export type ChangeIds = ReadonlyMap<string, string>;

/**
 * What is between the two ends of each span, in their order. A file's id is the same where `git patch-id --verbatim`
 * would be: lines, their surroundings, whitespace, modes and the bytes of binary files count, the place in the file
 * does not. It is made here since that option came with git 2.39, stops at a NUL, and knows whole commits only. One
 * process however many spans, none for none. Throws GitFailure where a commit is not here.
 */
export async function changeIds(repo: Repository, spans: readonly Between[]): Promise<ChangeIds[]> {
  if (spans.length === 0) return [];
  const { empty, env } = scratchOf(repo);
  // A second commit on a line stands in for the parents of the first; `--always` names those that changed nothing.
  const input = lines(spans.map(({ from, to }) => `${to} ${from}`));
  const { stdout } = await plumb(empty, diffTree, { input, env });
  const all = spans.map(() => new Map<string, string>());
  for (const { span, patch } of filesOf(stdout.toString('latin1'), spans)) {
    const path = pathOf(patch);
    // A file that becomes a link comes in two parts, under one path.
    all[span]?.set(path, `${all[span].get(path) ?? ''}${idOf(patch)}`);
  }
  return all;
}

const diffTree = [
  ...[
    '-c',
    'diff.suppressBlankEmpty=false',
    '-c',
    'core.quotePath=false',
    'diff-tree',
    '--stdin',
    '--always',
  ],
  ...['-r', '-p', '-U3', '--full-index', '--no-renames', '--no-ext-diff', '--no-textconv', '--no-color'],
  ...['--diff-algorithm=myers', '--indent-heuristic', '--inter-hunk-context=0', '--submodule=short'],
  ...['--ignore-submodules=none', '--src-prefix=a/', '--dst-prefix=b/'],
];

const header = 'diff --git ';

/** The lines of one file's patch; a carriage return ends no line. */
interface FilePatch {
  readonly span: number;
  readonly patch: string[];
}

/** The output cut into files: what is in a file begins with a sign, so nothing of it can pass for a header. */
function filesOf(output: string, spans: readonly Between[]): FilePatch[] {
  const files: FilePatch[] = [];
  let span = -1;
  for (const line of output.split('\n').slice(0, -1)) {
    const next: Sha | undefined = spans[span + 1]?.to;
    if (line === next) span += 1;
    else if (line.startsWith(header)) files.push({ span, patch: [line] });
    else files.at(-1)?.patch.push(line);
  }
  if (span !== spans.length - 1) throw new Error('git diff-tree did not answer for every span');
  return files;
}

/** The path of `diff --git a/P b/P`, as UTF-8; quoted ones (with line breaks, quotes) stay as git writes them. */
function pathOf([first = '']: readonly string[]): string {
  const names = first.slice(header.length);
  const half = Buffer.from(names.slice(0, (names.length - 1) / 2), 'latin1').toString();
  return half.startsWith('"') ? half.slice('"a/'.length, -1) : half.slice('a/'.length);
}

function idOf(patch: readonly string[]): string {
  const body = patch.findIndex((line) => line.startsWith('@@ '));
  // Without lines to show (binary files, bare modes) it is the blobs that tell.
  const counted = body === -1 ? patch : patch.filter((line, at) => at > body || !line.startsWith('index '));
  const placeless = counted.map((line) => (line.startsWith('@@ ') ? '@@' : line));
  return createHash('sha256').update(placeless.join('\n'), 'latin1').digest('hex');
}
