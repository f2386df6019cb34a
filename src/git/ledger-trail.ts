import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isInFacts } from '../domain/facts-path.ts';
import type { Sha } from '../domain/git.ts';
import type { LedgerCommit } from '../domain/ledger-history.ts';
import type { AddedFile, CommitSignature } from '../domain/ledger-signature.ts';
import { GitFailure } from './failure.ts';
import { readLedgerChain } from './ledger-chain.ts';
import type { Repository } from './repository.ts';
import { commitSignatures } from './signing/verify.ts';

/**
 * The commits of a signed ledger, oldest first, in the one row that rel makes them in: what lies behind a merge is not
 * part of it, since nobody can tell any more what was appended there.
 */
export interface LedgerTrail {
  /** Where each commit stands. */
  readonly places: ReadonlyMap<Sha, number>;
  /** What was added, in that order. */
  readonly added: readonly AddedFile[];
  /** Who signed the commits, each once. Throws as `commitSignatures` does. */
  signatures(commits: readonly Sha[]): Promise<ReadonlyMap<Sha, CommitSignature>>;
}

/** A commit of the trail as it is kept: the files it added, and its signature once that was asked for. */
type Row = [commit: Sha, files: [path: string, blob: Sha][], signature?: string];

interface Kept {
  readonly tip: Sha;
  readonly rows: Row[];
}

const trails = new WeakMap<Repository, Map<Sha, Promise<LedgerTrail>>>();

/**
 * The trail that ends at `tip`. What was read before is kept in `.git/rel/ledger-trail`, signatures too: a commit's
 * name says what is in it. `fresh`: nothing that is kept there is believed.
 */
export function readLedgerTrail(repo: Repository, tip: Sha, fresh = false): Promise<LedgerTrail> {
  const known = trails.get(repo) ?? new Map<Sha, Promise<LedgerTrail>>();
  trails.set(repo, known);
  const trail = (fresh ? undefined : known.get(tip)) ?? makeTrail(repo, tip, fresh);
  known.set(tip, trail);
  return trail;
}

async function makeTrail(repo: Repository, tip: Sha, fresh: boolean): Promise<LedgerTrail> {
  const kept = fresh ? null : readKept(repo);
  const rows = kept?.tip === tip ? kept.rows : ((await grown(repo, kept, tip)) ?? (await whole(repo, tip)));
  const byCommit = new Map(rows.map((row) => [row[0], row]));
  if (kept?.tip !== tip) keep(repo, { tip, rows });
  return {
    places: new Map(rows.map(([commit], place) => [commit, place])),
    added: rows.flatMap(([commit, files]) => files.map(([path, blob]) => ({ path, blob, commit }))),
    async signatures(commits) {
      const wanted = new Set(commits);
      const asked = rows.filter(([commit]) => wanted.has(commit));
      const open = asked.filter((row) => row[2] === undefined).map(([commit]) => commit);
      if (open.length > 0) {
        for (const [commit, signature] of await commitSignatures(repo, open)) {
          const row = byCommit.get(commit);
          if (row !== undefined) row[2] = wordOf(signature);
        }
        keep(repo, { tip, rows });
      }
      return new Map(asked.map(([commit, , word = '']) => [commit, signatureOf(word)]));
    },
  };
}

/** What is kept with what has come on top of it since; null where the ledger has not simply grown. */
async function grown(repo: Repository, kept: Kept | null, tip: Sha): Promise<Row[] | null> {
  if (kept === null) return null;
  try {
    const gained = await readLedgerChain(repo, tip, [kept.tip]);
    const straight = gained.every(({ parents }) => parents.length === 1);
    return straight && gained[0]?.parents[0] === kept.tip ? [...kept.rows, ...gained.map(rowOf)] : null;
  } catch (error) {
    if (error instanceof GitFailure) return null; // what is kept may be of a ledger whose objects are gone
    throw error;
  }
}

async function whole(repo: Repository, tip: Sha): Promise<Row[]> {
  const commits = await readLedgerChain(repo, tip);
  return commits.slice(commits.findLastIndex(({ parents }) => parents.length > 1) + 1).map(rowOf);
}

const rowOf = ({ sha, changes }: LedgerCommit): Row => [
  sha,
  changes.flatMap(({ how, plain, path, blob }): [string, Sha][] =>
    how === 'added' && plain && !isInFacts(path) ? [[path, blob]] : [],
  ),
];

const wordOf = (signature: CommitSignature): string =>
  signature.kind === 'valid' ? signature.fingerprint : signature.kind === 'none' ? '-' : '!';

const signatureOf = (word: string): CommitSignature =>
  word === '-'
    ? { kind: 'none' }
    : word.startsWith('SHA256:')
      ? { kind: 'valid', fingerprint: word }
      : { kind: 'invalid' };

const form = 'rel-trail-1';

const fileOf = (repo: Repository): string => join(repo.commonDir, 'rel/ledger-trail');

function readKept(repo: Repository): Kept | null {
  try {
    const text = readFileSync(fileOf(repo), 'utf8');
    const end = text.indexOf('\n');
    if (text.slice(0, end) !== `${form} ${text.length - end - 1}`) return null;
    // Written by `keep` alone; looking through it again would cost what it saves.
    return JSON.parse(text.slice(end + 1)) as Kept;
  } catch {
    return null; // as if it had not been there: git is asked
  }
}

/** Where it cannot be written, git is asked the next time, too. */
function keep(repo: Repository, kept: Kept): void {
  const text = JSON.stringify(kept);
  const draft = `${fileOf(repo)}.${process.pid}`;
  try {
    mkdirSync(dirname(draft), { recursive: true });
    writeFileSync(draft, `${form} ${text.length}\n${text}`, { mode: 0o600 });
    renameSync(draft, fileOf(repo));
  } catch {
    return;
  }
}
