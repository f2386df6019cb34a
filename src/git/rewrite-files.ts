import type { Sha } from '../domain/git.ts';
import { readObjects } from './batch.ts';
import { writeLoose } from './loose.ts';
import { commitBytes } from './objects.ts';
import { newObject } from './pack.ts';
import { plumb } from './process.ts';
import type { Repository } from './repository.ts';
import { scratchOf } from './scratch.ts';

/** A file of a tree that shall have another name or another text. */
export interface Rewrite {
  readonly path: string;
  readonly to: string;
  /** null: its text stays. */
  readonly text: Buffer | null;
}

/**
 * The tree with these files rewritten; modes stay. One `git fast-import` in the scratch, whatever the tree's size: no
 * index, no ref of the user's. Throws where a path is not in the tree.
 */
export async function rewriteFiles(repo: Repository, tree: Sha, files: readonly Rewrite[]): Promise<Sha> {
  if (files.length === 0) return tree;
  const there = await filesAt(
    repo,
    tree,
    files.map(({ path }) => path),
  );
  const scratch = scratchOf(repo);
  const stand = newObject(repo, 'commit', commitBytes({ ...nobody, tree }));
  writeLoose(scratch.objects, [stand]);
  const commands = files.flatMap(({ path, to, text }): (string | Buffer)[] => [
    ...(path === to ? [] : [`R ${quoted(path)} ${quoted(to)}\n`]),
    ...(text === null
      ? []
      : [`M ${modeOf(there, path)} inline ${quoted(to)}\ndata ${text.length}\n`, text, '\n']),
  ]);
  const head = ['commit refs/rel/rewrite', 'mark :1', `committer ${who}`, 'data 0', `from ${stand.sha}`];
  const input = Buffer.concat(
    [`${head.join('\n')}\n`, ...commands, '\nget-mark :1\n'].map((part) => Buffer.from(part)),
  );
  const args = [
    '-c',
    'fastimport.unpackLimit=10000',
    'fast-import',
    '--quiet',
    '--force',
    '--date-format=raw',
  ];
  const { stdout } = await plumb(scratch.empty, args, { input, env: scratch.env });
  const [commit] = await readObjects(repo, [stdout.toString().trim()]);
  const written = /^tree ([0-9a-f]+)$/m.exec(commit?.bytes.toString('latin1') ?? '')?.[1];
  if (written === undefined) throw new Error('git fast-import wrote no commit');
  return written;
}

export interface TreeFile {
  /** Octal, as git writes it. */
  readonly mode: string;
  readonly blob: Sha;
}

function modeOf(there: ReadonlyMap<string, TreeFile>, path: string): string {
  const file = there.get(path);
  if (file !== undefined) return file.mode;
  throw new Error(`no file ${path} in the tree`);
}

const who = 'rel <> 0 +0000';
const signature = { name: 'rel', email: '', when: '0 +0000' };
const nobody = { parents: [], author: signature, committer: signature, encoding: null, message: '' };

/** More paths than these are looked for in the whole tree: an argument list has an end. */
const mostArguments = 200;

/** What stands at these paths of a tree, as far as it is a file or a link. One process. */
export async function filesAt(
  repo: Repository,
  tree: Sha,
  paths: readonly string[],
): Promise<Map<string, TreeFile>> {
  if (paths.length === 0) return new Map();
  const asked = paths.length > mostArguments ? ['-r', tree] : [tree, '--', ...paths];
  const env = { GIT_LITERAL_PATHSPECS: '1' };
  const { stdout } = await plumb(repo.dir, ['ls-tree', '-z', '--full-tree', ...asked], { env });
  const wanted = new Set(paths);
  const rows = stdout.toString().split('\0');
  return new Map(
    rows.flatMap((row): [string, TreeFile][] => {
      const [, mode, blob, path] = /^(\d+) blob (\w+)\t(.+)$/s.exec(row) ?? [];
      if (mode === undefined || blob === undefined || path === undefined) return [];
      return wanted.has(path) ? [[path, { mode, blob }]] : [];
    }),
  );
}

/** As fast-import wants a path: in C quotes. */
const quoted = (path: string): string =>
  `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
