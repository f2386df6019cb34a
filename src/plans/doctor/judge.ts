import type { CommitSample, HistoryFacts, TipFacts } from '../../domain/doctor-facts.ts';
import type { PushRuleKind } from '../../domain/push-rules.ts';
import { fitsRefPattern } from '../../domain/ref-pattern.ts';
import { keeps, type RefRule } from '../../domain/ref-rules.ts';
import type { PlannedPush } from './pushes.ts';

/** What a push meets: nothing, a refusal, one that hangs on what is pushed, or what cannot be told from here. */
export type Meets =
  | { readonly kind: 'fine' }
  | { readonly kind: 'refused'; readonly why?: string; readonly ofHistory?: true }
  | { readonly kind: 'sometimes'; readonly why: string }
  | { readonly kind: 'unsure'; readonly why: string };

export interface Pusher {
  /** The committer's address; null where git knows none. */
  readonly email: string | null;
  /** Git signs what is committed. */
  readonly signs: boolean;
}

const fine: Meets = { kind: 'fine' };
const refused: Meets = { kind: 'refused' };
const only = (isRefused: boolean): Meets => (isRefused ? refused : fine);

/** Whether a push breaks a rule, whoever may bypass it (facts 27, 28, 55 and 56; what creates a ref is its own case). */
export function judge(rule: RefRule, push: PlannedPush, history: HistoryFacts | null, pusher: Pusher): Meets {
  const tip = push.from === null ? null : (history?.tips.get(push.from) ?? null);
  const given: Given = { rule, push, tip, pusher, newest: history?.newest ?? [] };
  return judges[rule.kind](given);
}

interface Given {
  readonly rule: RefRule;
  readonly push: PlannedPush;
  readonly tip: TipFacts | null;
  readonly newest: readonly CommitSample[];
  readonly pusher: Pusher;
}

const judges: Readonly<Record<PushRuleKind, (given: Given) => Meets>> = {
  creation: ({ push }) => only(push.creates),
  update: ({ push }) => only(!push.creates),
  locked: ({ push }) => only(!push.creates),
  pushers: ({ push }) => only(!push.creates),
  'pull-request': ({ push }) => only(!push.creates),
  'merge-queue': ({ push }) => only(!push.creates),
  // Rel only ever grows a ref, but for `rel undo`.
  deletion: () => fine,
  'force-push': () => fine,
  'immutable-tag': () => fine,
  secrets: () => fine,
  'status-checks': judgeChecks,
  deployments: judgeOutside,
  workflows: judgeOutside,
  'code-scanning': judgeOutside,
  'linear-history': judgeMerges,
  signatures: judgeSignatures,
  'branch-name': judgeName,
  'tag-name': judgeName,
  'commit-message': judgeMessage,
  'author-email': ({ rule, push, newest }) =>
    judgeSamples(rule, push, newest, ({ authorEmail }) => authorEmail),
  'committer-email': ({ rule, push, pusher }) =>
    push.brings === 'nothing' || pusher.email === null ? fine : kept(rule, pusher.email),
  'file-paths': judgePaths,
  'file-path-length': judgePaths,
  'file-extensions': judgePaths,
  'file-size': ({ push }) =>
    push.brings === 'picks' ? { kind: 'sometimes', why: 'a change with a larger file is not taken' } : fine,
  'unknown-rule': ({ rule }) => ({
    kind: 'unsure',
    why: `rel does not know the rule ${rule.names?.join(', ') ?? ''}`.trimEnd(),
  }),
};

/** A commit that is new has no checks; one that a ref begins at may have them. */
function judgeChecks({ rule, push, tip }: Given): Meets {
  if (!push.creates) return refused;
  if (rule.notOnCreation === true) return fine;
  const names = rule.names ?? [];
  if (push.brings !== 'nothing') return { kind: 'refused', why: 'its commits are new, and have no checks' };
  if (tip === null) return { kind: 'unsure', why: 'the checks of the commit it begins at were not read' };
  const { passed } = tip;
  if (!passed.ok) return { kind: 'unsure', why: passed.why };
  const open = names.filter((name) => !passed.value.has(name));
  return open.length === 0
    ? fine
    : { kind: 'refused', why: `${open.join(', ')} has not passed on the commit it begins at` };
}

/** What only GitHub knows of a commit: a commit that is new has none of it. */
function judgeOutside({ rule, push }: Given): Meets {
  if (!push.creates || push.brings !== 'nothing') return refused;
  if (rule.notOnCreation === true) return fine;
  return {
    kind: 'unsure',
    why: `whether the commit it begins at has ${rule.names?.join(', ') ?? 'it'} is not known here`,
  };
}

/** All the history of a ref counts when it is created. */
function judgeMerges({ push, tip }: Given): Meets {
  if (push.brings === 'merge' && !push.creates) return refused;
  if (!push.creates) return fine;
  if (push.brings === 'merge') return refused;
  if (tip === null) return { kind: 'unsure', why: 'the history it begins with could not be read' };
  return tip.merges
    ? { kind: 'refused', why: 'the history it begins with has merge commits', ofHistory: true }
    : fine;
}

function judgeSignatures({ push, tip, pusher }: Given): Meets {
  if (push.brings !== 'nothing' && !pusher.signs)
    return { kind: 'refused', why: 'git does not sign commits here' };
  if (!push.creates && push.brings === 'picks') return fine;
  const unsigned = tip?.unsigned ?? null;
  if (unsigned === null)
    return { kind: 'unsure', why: 'whether all commits that come with it are signed is not known' };
  return unsigned
    ? { kind: 'refused', why: 'the history that comes with it has unsigned commits', ofHistory: true }
    : fine;
}

function judgeName({ rule, push }: Given): Meets {
  const isTag = push.ref.startsWith('refs/tags/');
  if (!push.creates || isTag !== (rule.kind === 'tag-name')) return fine;
  return kept(rule, push.ref.replace(/^refs\/[^/]+\//, ''));
}

function kept({ keep }: RefRule, text: string): Meets {
  const fits = keep === undefined ? null : keeps(keep, text);
  if (fits === null)
    return { kind: 'unsure', why: `the pattern ${keep?.pattern ?? ''} cannot be tried here` };
  return fits ? fine : { kind: 'refused', why: `"${text.trimEnd().split('\n')[0]}" does not fit` };
}

/** The commit that rel writes itself; and what is picked as the newest commits have it. */
function judgeMessage({ rule, push, newest }: Given): Meets {
  if (push.message !== null) {
    const own = kept(rule, push.message);
    if (own.kind !== 'fine') return own;
  }
  const picked = (one: CommitSample) =>
    `${one.message.trimEnd()}\n\n(cherry picked from commit ${'0'.repeat(40)})\n`;
  return judgeSamples(rule, push, newest, picked);
}

function judgeSamples(
  { keep }: RefRule,
  { brings }: PlannedPush,
  newest: readonly CommitSample[],
  textOf: (commit: CommitSample) => string,
): Meets {
  if (brings === 'nothing' || brings === 'record' || keep === undefined) return fine;
  const bad = newest.filter((commit) => keeps(keep, textOf(commit)) === false).length;
  if (bad === 0) return fine;
  if (bad === newest.length) return { kind: 'refused', why: `none of the ${bad} newest commits fits` };
  return { kind: 'sometimes', why: `${bad} of the ${newest.length} newest commits do not fit` };
}

/** The record is JSON in folders of versions; what is picked changes what the newest commits change. */
function judgePaths({ rule, push, newest }: Given): Meets {
  if (push.brings === 'record')
    return breaks(rule, ledgerPath)
      ? { kind: 'refused', why: `the record is such a file (${ledgerPath})` }
      : fine;
  if (push.brings !== 'picks') return fine;
  const path = newest.flatMap(({ paths }) => paths).find((one) => breaks(rule, one));
  return path === undefined ? fine : { kind: 'sometimes', why: `a change of ${path} is not taken` };
}

/** What a record's file is called, as an example. */
const ledgerPath = '1.8.0/2026-01-01T000000.000Z-cut-0123456789abcdef0123.json';

function breaks({ kind, files = [], most }: RefRule, path: string): boolean {
  if (kind === 'file-path-length') return most !== undefined && path.length > most;
  if (kind === 'file-extensions') return files.some((end) => path.endsWith(`.${end.replace(/^\*?\.?/, '')}`));
  return files.some((glob) => fitsRefPattern(glob, path));
}
