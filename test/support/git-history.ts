import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Mode = '100644' | '100755' | '120000';

/** A file of a snapshot: its text or bytes (a link's target), and its mode where that is not 100644. */
export type FileSpec = string | { readonly content: string | Buffer; readonly mode?: Mode };

/** The whole tree of a commit, by path. */
export type Snapshot = Readonly<Record<string, FileSpec>>;

export interface CommitSpec {
  /** How this history calls it; other commits name it in `parents`. */
  readonly name: string;
  /** Names of this history, or whole SHAs that are in the repository. */
  readonly parents?: readonly string[];
  readonly files: Snapshot;
  /** Default: the name and a line break. */
  readonly message?: string | Buffer;
  /** `NAME <EMAIL> SECONDS ZONE`. */
  readonly author?: string;
  readonly committer?: string;
  readonly encoding?: string;
}

/** Runs git in `dir` and returns what it prints. Throws where it fails. */
export function git(dir: string, args: readonly string[], input?: string | Buffer): string {
  const stdio: ['pipe', 'pipe', 'pipe'] = ['pipe', 'pipe', 'pipe'];
  const options = { cwd: dir, stdio, maxBuffer: 2 ** 28, ...(input === undefined ? {} : { input }) };
  return execFileSync('git', [...args], options).toString();
}

/** Like `git`, where failing is one of the answers. */
export function tryGit(
  dir: string,
  args: readonly string[],
): { code: number; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync('git', [...args], { cwd: dir, encoding: 'utf8' });
  return { code: status ?? -1, stdout, stderr };
}

/** A fresh directory, removed when the tests have run (support/build.ts). */
export function temporaryFolder(prefix = 'rel-test-'): string {
  return mkdtempSync(join(tmpdir(), prefix));
}

/** An empty repository (branch `devel`, not born yet) in a fresh directory. */
export function emptyRepository(options: readonly string[] = []): string {
  const dir = temporaryFolder();
  git(dir, ['init', '--quiet', '--initial-branch=devel', ...options]);
  return dir;
}

/**
 * Adds commits to the repository in `dir` by one `git fast-import`, and sets `refs` (full name to commit name).
 * Touches no index and no working tree. Returns each commit's SHA by its name; a minute passes between commits.
 */
export function buildHistory(
  dir: string,
  commits: readonly CommitSpec[],
  refs: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const marks = new Map(commits.map((commit, at) => [commit.name, `:${at + 1}`]));
  const mark = (name: string) => marks.get(name) ?? name;
  const stream = commits.flatMap((commit, at) => commitCommands(commit, at, mark));
  const resets = Object.entries(refs).map(([ref, name]) => `reset ${ref}\nfrom ${mark(name)}\n\n`);
  const asked = [...marks.values()].map((name) => `get-mark ${name}\n`);
  const input = Buffer.concat([...stream, ...resets, ...asked].map((part) => Buffer.from(part)));
  const args = ['-c', 'fastimport.unpackLimit=10000', 'fast-import', '--quiet', '--force'];
  const shas = git(dir, [...args, '--date-format=raw-permissive'], input).split('\n');
  return Object.fromEntries(commits.map((commit, at) => [commit.name, shas[at] ?? '']));
}

function commitCommands(commit: CommitSpec, at: number, mark: (name: string) => string): (string | Buffer)[] {
  const when = `${1_700_000_000 + at * 60} +0000`;
  const author = commit.author ?? `Dora Dev <dora@example.com> ${when}`;
  const message = Buffer.from(commit.message ?? `${commit.name}\n`);
  const [from, ...merged] = commit.parents ?? [];
  return [
    ...(from === undefined ? ['reset refs/fast-import/tip\n'] : []),
    `commit refs/fast-import/tip\nmark :${at + 1}\nauthor ${author}\n`,
    `committer ${commit.committer ?? `Rita Rte <rita@example.com> ${when}`}\n`,
    ...(commit.encoding === undefined ? [] : [`encoding ${commit.encoding}\n`]),
    ...[`data ${message.length}\n`, message, '\n'],
    ...(from === undefined ? [] : [`from ${mark(from)}\n`]),
    ...merged.map((parent) => `merge ${mark(parent)}\n`),
    'deleteall\n',
    ...Object.entries(commit.files).flatMap(([path, file]) => fileCommands(path, file)),
    '\n',
  ];
}

function fileCommands(path: string, file: FileSpec): (string | Buffer)[] {
  const { content, mode = '100644' } = typeof file === 'string' ? { content: file } : file;
  const bytes = Buffer.from(content);
  return [`M ${mode} inline ${JSON.stringify(path)}\ndata ${bytes.length}\n`, bytes, '\n'];
}
