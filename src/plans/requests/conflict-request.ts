import type { Trouble } from '../../domain/errors.ts';
import { type RefMove, short } from '../../domain/git.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import { intoOf } from '../../domain/train-name.ts';
import type { Step } from '../../steps/registry.ts';
import { entryBase } from '../ledger-entry.ts';
import type { PickFacts, TargetForecast } from '../picks/forecast.ts';
import { conflictContext } from './conflict-context.ts';
import { conflictBody, conflictTitle } from './conflict-text.ts';
import type { ConflictBranch, ConflictStatus } from './request-facts.ts';

/** What one conflict's branch adds to a target's plan. */
export interface ConflictParts {
  readonly objects: readonly Step[];
  readonly moves: readonly RefMove[];
  readonly entries: readonly LedgerEntry[];
  readonly effects: readonly Step[];
  readonly troubles: readonly Trouble[];
}

type Made = Extract<ConflictBranch, { kind: 'make' }>;
type Open = Extract<ConflictBranch, { kind: 'open' }>;

/** A draft PR for one fix that conflicts: made once, and from then on only its status is brought up to date. */
export function conflictParts(
  conflict: ConflictBranch,
  target: TargetForecast,
  facts: PickFacts,
): ConflictParts {
  switch (conflict.kind) {
    case 'make':
      return partsToMake(conflict, target, facts);
    case 'open':
      return partsOfOpen(conflict, target);
    case 'closed':
      return { ...none, troubles: [closedTrouble(conflict, target)] };
  }
}

const none: ConflictParts = { objects: [], moves: [], entries: [], effects: [], troubles: [] };

function partsToMake(conflict: Made, target: TargetForecast, facts: PickFacts): ConflictParts {
  const { head, at, onto, sources, picks, pr, signed } = conflict;
  const { branch, version, judgements } = target;
  const tip = picks.at(-1)?.commit ?? onto;
  const shas = new Set(sources.map(({ sha }) => sha));
  const base = { ...facts, judgements: judgements.filter(({ sha }) => shas.has(sha)) };
  return {
    objects: [
      {
        ...{ kind: 'conflict-commits', target: branch, onto, branch, commit: tip },
        sources: sources.map((source) => ({ ...source, trailers: [...source.trailers] })),
        committer: facts.stamp.committer,
        ...(signed.length === 0 ? {} : { signed: [...signed] }),
      },
    ],
    moves: [{ ref: `refs/heads/${head}`, from: at, to: tip }],
    entries: [
      {
        ...entryBase(base, version ?? branch),
        ...{ kind: 'pick-request', branch, head, before: at, after: tip, base: onto, conflict: true },
        picks: picks.map(({ source, commit }) => ({ ...(pr === null ? {} : { pr }), source, commit })),
      },
    ],
    effects: [
      openStep(conflict, target),
      statusStep(tip, conflict.status, target),
      ...reportSteps(conflict, target, 'conflict'),
    ],
    troubles: [conflictTrouble(conflict, target)],
  };
}

function partsOfOpen(conflict: Open, target: TargetForecast): ConflictParts {
  const { tip, open, status, told } = conflict;
  const resolved = status.state === 'success';
  const unopened = open === null ? [openStep(conflict, target)] : [];
  const untold = told
    ? []
    : [statusStep(tip, status, target), ...reportSteps(conflict, target, resolved ? 'waits' : 'conflict')];
  const troubles = resolved ? [] : [conflictTrouble(conflict, target)];
  return { ...none, effects: [...unopened, ...untold], troubles };
}

function openStep(conflict: Made | Open, target: TargetForecast): Step {
  const { branch, again } = target;
  const text = { branch, into: intoOf(target), conflict, again };
  const { head, author } = conflict;
  // GitHub gives no PR to a bot.
  const assignees = author === null || author.endsWith('[bot]') ? [] : [author];
  return {
    ...{ kind: 'open-pull-request', target: branch, head, base: branch, draft: true, assignees },
    title: conflictTitle(text),
    body: conflictBody(text),
  };
}

const statusStep = (
  sha: string,
  { state, description }: ConflictStatus,
  { branch }: TargetForecast,
): Step => ({
  ...{ kind: 'set-status', target: branch, sha, context: conflictContext, state, description },
});

function reportSteps(
  { pr, head }: ConflictBranch,
  { branch }: TargetForecast,
  state: 'waits' | 'conflict',
): Step[] {
  if (pr === null) return [];
  return [{ kind: 'report-pick', target: branch, number: pr, branch, where: { state, head } }];
}

const nameOf = ({ pr, sources }: ConflictBranch): string =>
  pr === null ? short(sources[0]?.sha ?? '') : `#${pr}`;

function conflictTrouble(conflict: Made | Open, { branch }: TargetForecast): Trouble {
  const { head } = conflict;
  const paths = conflict.kind === 'make' ? conflict.conflicts.map(({ path }) => path) : conflict.status.paths;
  const where = conflict.kind === 'open' && conflict.open !== null ? conflict.open.url : head;
  return {
    code: 'conflict',
    message: `${branch}: ${nameOf(conflict)} conflicts; its conflict is on ${head}, with a draft PR`,
    why:
      paths.length === 0
        ? conflict.status.description
        : `conflicts in ${[...new Set(paths)].sort().join(', ')}`,
    remedy: `resolve it there and merge it: the PR says how (${where})`,
  };
}

const closedTrouble = (
  conflict: Extract<ConflictBranch, { kind: 'closed' }>,
  { branch }: TargetForecast,
): Trouble => ({
  code: 'conflict',
  message: `${branch}: ${nameOf(conflict)} conflicts, and the PR that held its conflict was closed without being merged`,
  why: `#${conflict.last.number} was closed, and its branch ${conflict.head} is still there`,
  remedy: `reopen ${conflict.last.url}, or delete the branch ${conflict.head} and run it again to begin anew`,
});
