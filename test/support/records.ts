import type { LedgerEntry } from '../../src/domain/ledger.ts';
import { noon, shaOf } from './gate-facts.ts';

type Of<K extends LedgerEntry['kind']> = Extract<LedgerEntry, { kind: K }>;

const common = {
  ...{ rel: 1 as const, id: 'x', at: noon, version: '1.8.0', judgements: [] },
  actor: { login: 'quinn', source: 'github' as const },
};

/** A test run on `shaOf('c')`: the suite `regression` with two tests, unless told otherwise. */
export const runOf = (over: Partial<Of<'test-results'>> = {}): LedgerEntry => ({
  ...common,
  ...{ kind: 'test-results', sha: shaOf('c'), failures: [], passed: [] },
  suites: [suiteOf('regression')],
  ...over,
});

export const suiteOf = (name: string, tests = 2, failed = 0, skipped = 0) => {
  return { name, tests, failed, skipped, seconds: 1 };
};

export const incidentOf = (incident: string, test?: string): LedgerEntry => ({
  ...common,
  ...{ kind: 'incident', incident, title: 'Paid twice' },
  ...(test === undefined ? {} : { test }),
});

export const documentOf = (name: string, text: string, sha = 'c'): LedgerEntry => ({
  ...common,
  ...{ kind: 'document', name, text, sha: shaOf(sha) },
});

/** A backup on record, which has a name as a document has. */
export const snapshotOf = (name: string): LedgerEntry => ({
  ...common,
  ...{ kind: 'snapshot', name, sha: shaOf('c') },
});

/** The record of a candidate at `shaOf(sha)`. */
export const candidateOf = (sha: string): LedgerEntry => ({
  ...common,
  ...{ kind: 'candidate', branch: 'rc/1.8.0', sha: shaOf(sha), tag: `v1.8.0-rc.${sha}` },
});

/** The record of a pick: of a PR by number, or of the commit `shaOf(letter)`. */
export const pickOf = (...sources: readonly (number | string)[]): LedgerEntry => ({
  ...common,
  ...{ kind: 'pick', branch: 'rc/1.8.0', before: shaOf('0'), after: shaOf('1') },
  picks: sources.map((source) =>
    typeof source === 'number'
      ? { pr: source, source: shaOf('f'), commit: shaOf('1') }
      : { source: shaOf(source), commit: shaOf('1') },
  ),
});

/** What somebody said at the point `to-ops` (release manager to QA), of `shaOf('c')` unless told otherwise. */
export const handedOver = (login: string, over: Partial<Of<'hand-over'>> = {}): LedgerEntry => ({
  ...common,
  ...{ kind: 'hand-over', point: 'to-ops', from: 'release-manager', to: 'qa', decision: 'given' },
  ...{ sha: shaOf('c'), actor: { login, source: 'github' } },
  ...over,
});

/** What is on record of an environment: `shaOf('c')` is healthy on production, unless told otherwise. */
export const deploymentOf = (over: Partial<Of<'deployment'>> = {}): LedgerEntry => ({
  ...common,
  ...{ kind: 'deployment', sha: shaOf('c'), environment: 'production', state: 'healthy' },
  ...over,
});

/** Somebody ticked an item of the checklist `guide`, or took that back. */
export const tickOf = (login: string, item: string, done = true, gate = 'guide'): LedgerEntry => ({
  ...common,
  ...{ kind: 'tick', gate, item, done, actor: { login, source: 'github' } },
});
