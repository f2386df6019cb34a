import { resolve as resolvePath } from 'node:path';
import { type CommitData, type ObjectData, readBatch, readCommit } from './commit-data.ts';
import { GitFailed, type GitOptions, type GitResult, runGit } from './origin-run.ts';
import { refStamp } from './ref-stamp.ts';

export interface ChangedFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  /** The blob after the change; before it where the file was removed. */
  readonly blob: string;
  /** 0 for binary files. */
  readonly additions: number;
  readonly deletions: number;
}

/** Questions to the real bare repository. Every one is one or two git processes, whatever the number of commits. */
export interface Origin {
  readonly path: string;
  /** stdout without its last line break; throws GitFailed on any exit code but 0. */
  git(args: readonly string[], options?: GitOptions): Promise<string>;
  /** How git ended, whatever the code. */
  run(args: readonly string[], options?: GitOptions): Promise<GitResult>;
  /** Full ref name to the object it names (tags unpeeled); under `refs/heads` and `refs/tags` unless told. */
  refs(prefixes?: readonly string[]): Promise<Map<string, string>>;
  /** Objects by SHA, in one `cat-file --batch`; missing ones are left out. */
  objects(names: readonly string[]): Promise<ObjectData[]>;
  /** Commits by SHA; missing ones are left out. */
  commits(shas: readonly string[]): Promise<Map<string, CommitData>>;
  /** The whole commit SHA that a revision names (`main`, `v1.0`, a short SHA); null if there is none. */
  resolve(revision: string): Promise<string | null>;
  /** The SHAs in `base..head`, oldest first; like a PR's commits. */
  between(base: string, head: string): Promise<string[]>;
  mergeBase(one: string, other: string): Promise<string | null>;
  /** Whether `old` is `young` or an ancestor of it. */
  isAncestor(old: string, young: string): Promise<boolean>;
  /** The files between two commits or trees (two dots; pass the merge base for a PR), renames found. */
  files(from: string, to: string): Promise<ChangedFile[]>;
  /** A file's bytes at a revision; null if it is not there. */
  file(revision: string, path: string): Promise<Buffer | null>;
}

/** The bare repository of the sandbox whose state is in `dir` (DIR/github): DIR/origin.git. */
export function openOrigin(dir: string): Origin {
  const path = resolvePath(dir, '..', 'origin.git');
  const run: Origin['run'] = (args, options) => runGit(path, args, options);
  const git: Origin['git'] = async (args, options) => {
    const result = await run(args, options);
    if (result.code !== 0) throw new GitFailed(args, result);
    return result.stdout.toString().replace(/\n$/, '');
  };
  const lines = async (args: readonly string[]) => (await git(args)).split('\n').filter(Boolean);
  const objects: Origin['objects'] = async (names) => {
    if (names.length === 0) return [];
    const result = await run(['cat-file', '--batch'], { input: `${names.join('\n')}\n` });
    return readBatch(result.stdout);
  };
  const listRefs = async (prefixes: readonly string[]) => {
    const rows = await lines(['for-each-ref', '--format=%(refname) %(objectname)', '--', ...prefixes]);
    return new Map(rows.map((row) => [row.slice(0, row.indexOf(' ')), row.slice(row.indexOf(' ') + 1)]));
  };
  let seen: { stamp: string; refs: Map<string, string> } | null = null;
  return {
    path,
    git,
    run,
    objects,
    refs: async (prefixes) => {
      if (prefixes !== undefined) return listRefs(prefixes);
      const stamp = refStamp(path);
      if (seen?.stamp !== stamp) seen = { stamp, refs: await listRefs(['refs/heads', 'refs/tags']) };
      return new Map(seen.refs);
    },
    commits: async (shas) => {
      const found = (await objects([...new Set(shas)])).filter(({ type }) => type === 'commit');
      return new Map(found.map((object) => [object.sha, readCommit(object)]));
    },
    resolve: async (revision) => {
      const result = await run([
        'rev-parse',
        '--verify',
        '--quiet',
        '--end-of-options',
        `${revision}^{commit}`,
      ]);
      return result.code === 0 ? result.stdout.toString().trim() : null;
    },
    between: (base, head) =>
      lines(['rev-list', '--reverse', '--topo-order', '--end-of-options', `${base}..${head}`]),
    mergeBase: async (one, other) => {
      const result = await run(['merge-base', '--end-of-options', one, other]);
      return result.code === 0 ? result.stdout.toString().trim() : null;
    },
    isAncestor: async (old, young) => {
      const result = await run(['merge-base', '--is-ancestor', '--end-of-options', old, young]);
      if (result.code > 1) throw new GitFailed(['merge-base'], result);
      return result.code === 0;
    },
    files: async (from, to) =>
      readChanges(
        await git(['diff', '--raw', '--numstat', '-z', '-M', '--no-abbrev', '--end-of-options', from, to]),
      ),
    file: async (revision, path) => {
      const [object] = await objects([`${revision}:${path}`]);
      return object?.type === 'blob' ? object.body : null;
    },
  };
}

const statuses = { A: 'added', D: 'removed', R: 'renamed' } as const;

/** Reads `git diff --raw --numstat -z`: first every raw row, then every count, in the same order. */
function readChanges(output: string): ChangedFile[] {
  const fields = output.split('\0').filter((field, at, all) => field !== '' || at < all.length - 1);
  const raw: Omit<ChangedFile, 'additions' | 'deletions'>[] = [];
  let at = 0;
  while (fields[at]?.startsWith(':')) {
    const [, , before = '', after = '', letter = ''] = (fields[at] ?? '').split(' ');
    const renamed = letter.startsWith('R');
    const path = fields[at + (renamed ? 2 : 1)] ?? '';
    const status = statuses[letter.charAt(0) as keyof typeof statuses] ?? 'modified';
    const blob = status === 'removed' ? before : after;
    raw.push({ path, previousPath: renamed ? (fields[at + 1] ?? null) : null, status, blob });
    at += renamed ? 3 : 2;
  }
  return raw.map((row) => {
    const [additions = '', deletions = ''] = (fields[at] ?? '').split('\t');
    at += row.status === 'renamed' ? 3 : 1;
    return { ...row, additions: Number(additions) || 0, deletions: Number(deletions) || 0 };
  });
}
