import { isInFacts } from '../../domain/facts-path.ts';
import { short } from '../../domain/git.ts';
import type { LedgerCommit, LedgerFinding, LedgerRewrite } from '../../domain/ledger-history.ts';
import { fileOfCommit } from '../../domain/shell-word.ts';
import { inOrder } from './in-order.ts';

/** An entry where it was added. */
interface Added {
  readonly path: string;
  readonly blob: string;
  readonly commit: string;
}

/** What a rewrite of the ledger took away, put into another order or changed, an entry a finding. */
export function rewriteFindings(rewrite: LedgerRewrite): LedgerFinding[] {
  const { seen, lost, gained } = rewrite;
  if (lost === null) return [prunedFinding(seen)];
  const now = new Map(addedBy(gained).map((added, at) => [added.path, { ...added, at }]));
  const before = addedBy(lost);
  const kept = before.flatMap((entry) => {
    const there = now.get(entry.path);
    return there?.blob === entry.blob ? [{ entry, at: there.at }] : [];
  });
  const straight = inOrder(kept.map(({ at }) => at));
  const moved = new Set(kept.filter((_, at) => !straight.has(at)).map(({ entry }) => entry.path));
  const findings = before.flatMap((entry) => {
    const there = now.get(entry.path);
    if (there === undefined) return [lostFinding('removed', 'was removed', entry)];
    if (there.blob !== entry.blob)
      return [lostFinding('changed', `was changed (now in ${short(there.commit)})`, entry)];
    return moved.has(entry.path)
      ? [lostFinding('reordered', `was put elsewhere in the order (now ${short(there.commit)})`, entry)]
      : [];
  });
  return findings.length > 0 ? findings : [recommittedFinding(seen)];
}

const addedBy = (commits: readonly LedgerCommit[]): Added[] =>
  commits.flatMap(({ sha, changes }) =>
    changes.flatMap(({ how, path, blob }) => (how === 'added' ? [{ path, blob, commit: sha }] : [])),
  );

const accept = 'if that was meant: rel verify --accept';

function lostFinding(code: string, what: string, { path, commit }: Added): LedgerFinding {
  return {
    code: `${isInFacts(path) ? 'facts' : 'entry'}.${code}`,
    level: 'broken',
    message: `${path} ${what} since this clone saw it`,
    entry: path,
    commit,
    remedy: `see what it was: git show ${fileOfCommit(commit, path)}; ask who pushed the ledger with force; ${accept}`,
  };
}

function prunedFinding(seen: string): LedgerFinding {
  return {
    code: 'ledger.rewritten',
    level: 'broken',
    message: `the ledger was rewritten; ${short(seen)}, which this clone saw, is on the remote no more, and git has pruned it here`,
    entry: null,
    commit: seen,
    remedy: `run rel verify in other clones, which may still have it; ask who pushed the ledger with force; ${accept}`,
  };
}

function recommittedFinding(seen: string): LedgerFinding {
  return {
    code: 'ledger.rewritten',
    level: 'broken',
    message: `the ledger was rewritten; every entry is as this clone saw it, but their commits are others`,
    entry: null,
    commit: seen,
    remedy: `compare: git log ${seen}; ask who pushed the ledger with force; ${accept}`,
  };
}
