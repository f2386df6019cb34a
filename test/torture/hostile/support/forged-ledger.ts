import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../../../support/git-history.ts';
import type { Shop } from '../../../support/rig.ts';
import type { Said } from './output.ts';

/** A file of a ledger as nobody's git would write it: any bytes, any mode, any path. */
export interface Forged {
  readonly path: string;
  readonly text: string | Buffer;
  /** `100644` where it is left out. */
  readonly mode?: string;
}

type Tree = Map<string, Tree | Forged>;

const write = (dir: string, type: string, bytes: string | Buffer): string =>
  git(dir, ['hash-object', '-t', type, '-w', '--literally', '--stdin'], bytes).trim();

/** A tree with these files in it, by names that `git mktree` refuses, too; answers its SHA. */
function writeTree(dir: string, tree: Tree): string {
  const rows = [...tree].map(([name, inside]) => {
    const isTree = inside instanceof Map;
    const mode = isTree ? '40000' : (inside.mode ?? '100644');
    const sha = isTree
      ? writeTree(dir, inside)
      : mode === '160000'
        ? 'd'.repeat(40)
        : write(dir, 'blob', inside.text);
    const row = Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(sha, 'hex')]);
    return { order: isTree ? `${name}/` : name, row };
  });
  const sorted = rows.sort((one, other) => Buffer.compare(Buffer.from(one.order), Buffer.from(other.order)));
  return write(dir, 'tree', Buffer.concat(sorted.map(({ row }) => row)));
}

function treeOf(files: readonly Forged[]): Tree {
  const top: Tree = new Map();
  for (const file of files) {
    const names = file.path.split('/');
    let at = top;
    for (const name of names.slice(0, -1)) {
      const below = at.get(name);
      const inside: Tree = below instanceof Map ? below : new Map();
      at.set(name, inside);
      at = inside;
    }
    at.set(names.at(-1) ?? '', file);
  }
  return top;
}

/** A commit with these files and no others; answers its SHA. */
export function forgeCommit(
  shop: Shop,
  files: readonly Forged[],
  { parents = [], message = 'candidate 1.8.0\n' }: { parents?: readonly string[]; message?: string } = {},
): string {
  const tree = writeTree(shop.origin, treeOf(files));
  const who = 'Eve <eve@evil.example> 1795255200 +0000';
  const head = [
    `tree ${tree}`,
    ...parents.map((sha) => `parent ${sha}`),
    `author ${who}`,
    `committer ${who}`,
  ];
  return write(shop.origin, 'commit', `${head.join('\n')}\n\n${message}`);
}

/** Makes it the remote's ledger, which this clone has never seen another one of. */
export function setLedger(shop: Shop, sha: string): void {
  git(shop.origin, ['update-ref', 'refs/rel/ledger', sha]);
  rmSync(join(shop.work, '.git/rel'), { recursive: true, force: true });
}

/** A ledger whose every file has a commit of its own, as rel makes them. */
export function forge(shop: Shop, files: readonly Forged[]): string {
  let tip: string | null = null;
  for (const at of files.keys())
    tip = forgeCommit(shop, files.slice(0, at + 1), { parents: tip === null ? [] : [tip] });
  if (tip === null) throw new Error('a ledger has an entry');
  setLedger(shop, tip);
  return tip;
}

/** The verdict of a gate, of an answer of `rel gate --json`; null where it has none. */
export function verdictOf({ stdout }: Said, gate: string): string | null {
  const { result } = JSON.parse(stdout) as {
    result: { verdicts: { gate: string; verdict: string }[] } | null;
  };
  return result?.verdicts.find((each) => each.gate === gate)?.verdict ?? null;
}
