import { isInFacts } from '../../domain/facts-path.ts';
import { type RemoteRefs, short } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type {
  LedgerChange,
  LedgerCommit,
  LedgerFile,
  LedgerFinding,
  LedgerHistory,
  LedgerRewrite,
} from '../../domain/ledger-history.ts';
import { fileOfCommit } from '../../domain/shell-word.ts';
import { takenBackIn } from '../../domain/taken-back.ts';
import { isoOf, millisOf } from '../../domain/time.ts';
import { factsFindings } from './facts-files.ts';
import { rewriteFindings } from './rewrite.ts';
import { type OnRecord, tagFindings } from './tags.ts';

export interface VerifyFacts extends LedgerHistory {
  /** null: the remote's ledger has grown from what this clone last saw. */
  readonly rewrite: LedgerRewrite | null;
  /** The remote's refs; null where it cannot be read. */
  readonly refs: RemoteRefs | null;
}

/** An entry and its commit are made with one stamp, except where a date is pinned (`makeStamp`): milliseconds. */
const sameTime = 15_000;

/** Everything that is wrong with the ledger: what was rewritten first, then each commit, oldest first, then tags. */
export function verifyLedger(facts: VerifyFacts): LedgerFinding[] {
  const { commits, files, rewrite, refs } = facts;
  const entries = commits.flatMap((commit) =>
    commit.changes.flatMap((change) => {
      const file = change.how === 'added' ? files.get(change.blob) : undefined;
      return file?.ok ? [{ entry: file.value.entry, path: change.path, commit: commit.sha }] : [];
    }),
  );
  return [
    ...(rewrite === null ? [] : rewriteFindings(rewrite)),
    ...commits.flatMap((commit, at) => commitFindings(commit, at === 0, files)),
    ...orderFindings(entries),
    ...(refs === null ? [] : tagFindings(standing(entries), refs)),
  ];
}

/** A tag that was taken back is gone by right. */
function standing(entries: readonly OnRecord[]): OnRecord[] {
  const gone = takenBackIn(entries.map(({ entry }) => entry));
  return entries.filter(({ entry }) => !gone.has(entry));
}

function commitFindings(commit: LedgerCommit, first: boolean, files: VerifyFacts['files']): LedgerFinding[] {
  const { parents, sha } = commit;
  const changes = commit.changes.filter(({ path }) => !isInFacts(path));
  if (parents.length > 1) {
    return [broken(sha, null, 'commit.merge', `${short(sha)} is a merge: what it brings was not appended`)];
  }
  const added = changes.filter(({ how }) => how === 'added');
  const shape = [
    ...(parents.length === 0 && !first
      ? [broken(sha, null, 'commit.root', `${short(sha)} begins a second ledger beside the first`)]
      : []),
    ...(added.length === 0
      ? [broken(sha, null, 'commit.no-entry', `${short(sha)} adds no entry, and a commit adds one`)]
      : []),
    ...(added.length > 1
      ? [
          broken(
            sha,
            null,
            'commit.several',
            `${short(sha)} adds ${added.length} entries, and a commit adds one`,
          ),
        ]
      : []),
  ];
  const told = changes.flatMap((change) => changeFindings(change, commit, files.get(change.blob)));
  return [...shape, ...told, ...factsFindings(commit)];
}

function changeFindings(
  { how, path, plain }: LedgerChange,
  commit: LedgerCommit,
  file: LedgerFile | undefined,
): LedgerFinding[] {
  const { sha } = commit;
  if (how !== 'added') {
    const before = `see what it was: git show ${fileOfCommit(`${sha}^`, path)}; ask who pushed ${short(sha)}`;
    return [broken(sha, path, `entry.${how}`, `${path} was ${how} by ${short(sha)}`, before)];
  }
  if (file === undefined || !file.ok || !plain) {
    const why = file?.ok === false ? file.why : 'it is no plain file';
    const message = `${path} is not an entry that this rel can read: ${why}`;
    const remedy = `see it: git show ${fileOfCommit(sha, path)} (a newer rel may have written it)`;
    return [broken(sha, path, 'entry.invalid', message, remedy)];
  }
  const { entry, path: right } = file.value;
  if (right !== path)
    return [broken(sha, path, 'entry.misplaced', `${path} is an entry that belongs at ${right}`)];
  return timeFindings(entry, path, commit);
}

function timeFindings(entry: LedgerEntry, path: string, { sha, time }: LedgerCommit): LedgerFinding[] {
  const at = millisOf(entry.at);
  if (at !== null && Math.abs(at - time * 1000) <= sameTime) return [];
  const message = `${path} says ${entry.at}, but was committed at ${isoOf(time * 1000)}`;
  return [broken(sha, path, 'entry.time', message)];
}

/** A saved plan, an interrupted one, or two at once come in later than they say: no fault, but to be known. */
function orderFindings(entries: readonly OnRecord[]): LedgerFinding[] {
  let newest: OnRecord | undefined;
  const findings: LedgerFinding[] = [];
  for (const one of entries) {
    if (newest === undefined || one.entry.at >= newest.entry.at) newest = one;
    else
      findings.push({
        code: 'entry.late',
        level: 'note',
        message: `${one.path} came in after an entry of ${newest.entry.at}`,
        entry: one.path,
        commit: one.commit,
        remedy: 'a saved or interrupted plan does that, and so do two at once; otherwise ask who pushed it',
      });
  }
  return findings;
}

function broken(
  commit: string,
  entry: string | null,
  code: string,
  message: string,
  remedy = `see it: git show ${commit}; ask who pushed it`,
): LedgerFinding {
  return { code, level: 'broken', message, entry, commit, remedy };
}
