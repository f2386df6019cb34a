import { git } from '../../../support/git-history.ts';

/** A file as a commit has it. `path` is binary, a character a byte, since git's names are bytes. */
export interface OddFile {
  readonly path: string;
  readonly mode?: '100644' | '100755' | '120000' | '160000';
  /** For a submodule the SHA of its commit. */
  readonly content: string | Buffer;
}

/** What a commit changes of its parent's files. */
export interface OddCommit {
  readonly name: string;
  readonly parent: string | null;
  readonly changes: readonly OddFile[];
}

/**
 * Adds commits to a bare repository by plumbing alone, so that no file system has a say in the names. `parent` is a
 * name of these commits or a SHA. Gives each SHA by its name.
 */
export function addCommits(dir: string, commits: readonly OddCommit[]): Record<string, string> {
  const shas: Record<string, string> = {};
  for (const [at, { name, parent, changes }] of commits.entries()) {
    const from = parent === null ? null : (shas[parent] ?? parent);
    git(dir, from === null ? ['read-tree', '--empty'] : ['read-tree', from]);
    git(dir, ['update-index', '-z', '--index-info'], indexInfo(dir, changes));
    const who = `Dora Dev <dora@example.com> ${1_700_000_000 + at * 60} +0000`;
    const head = [`tree ${git(dir, ['write-tree']).trim()}`, ...(from === null ? [] : [`parent ${from}`])];
    const commit = [...head, `author ${who}`, `committer ${who}`, '', name, ''].join('\n');
    shas[name] = git(dir, ['hash-object', '-t', 'commit', '-w', '--stdin'], commit).trim();
  }
  return shas;
}

function indexInfo(dir: string, changes: readonly OddFile[]): Buffer {
  const stored = (content: string | Buffer) =>
    git(dir, ['hash-object', '-w', '--stdin', '--no-filters'], Buffer.from(content)).trim();
  const rows = changes.map(({ path, mode = '100644', content }) => {
    return `${mode} ${mode === '160000' ? String(content) : stored(content)}\t${path}\0`;
  });
  return Buffer.from(rows.join(''), 'latin1');
}

/** UTF-8 text as the binary string that paths are told in. */
export const utf8 = (text: string): string => Buffer.from(text).toString('latin1');
