import * as z from 'zod';
import { FeatureBranchForm, MergeForecastForm } from './branch-forms.ts';
import { ChangeForm, CheckForm, IssueForm, PullRequestForm, TicketForm } from './change-form.ts';
import type { AlteredChange } from './contents.ts';
import { found, type Read, unreadable } from './errors.ts';
import type { CommandRun, GateFacts, JudgedPolicy, Subject } from './facts.ts';
import { Sha } from './git.ts';
import { HandOver } from './hand-over.ts';
import { LedgerEntry } from './ledger.ts';
import { Approval, Branches, type GateRule, Role, Waivers } from './policy.ts';
import { readForm } from './read-form.ts';
import { releaseTypes } from './release-type.ts';
import { isoOf } from './time.ts';
import { Stage } from './verdict.ts';

const RuleForm = z.looseObject({
  id: z.string(),
  kind: z.string(),
  waivableBy: z.array(z.string()),
  waiveUnknown: z.exactOptional(z.boolean()),
  only: z.array(z.enum(releaseTypes)).optional(),
}) satisfies z.ZodType<GateRule>;

/** What was judged by: the rules of the stage as they were, and what of the policy they refer to. */
export const RecordedRules = z.object({
  rel: z.literal(1),
  rules: z.array(RuleForm),
  policy: z.object({
    approvals: z.record(z.string(), Approval),
    branches: Branches,
    handOver: HandOver,
    roles: z.record(z.string(), Role),
    waivers: Waivers,
  }) satisfies z.ZodType<JudgedPolicy>,
});
export type RecordedRules = z.infer<typeof RecordedRules>;

const CommandRunForm = z.discriminatedUnion('ended', [
  z.object({ ended: z.literal('exit'), code: z.int(), output: z.string() }),
  z.object({ ended: z.literal('signal'), signal: z.string(), output: z.string() }),
  z.object({ ended: z.literal('timeout'), output: z.string() }),
]) satisfies z.ZodType<CommandRun>;

/** The record as it was looked at. The ledger has it already, so that only what was read otherwise stands here. */
const RecordsForm = z.object({
  /** The ledger's tip; null: there was none. */
  ledger: Sha.nullable(),
  /** Entries of the version up to there that did not count, by their paths. */
  without: z.array(z.string()),
  /** Entries that counted as something else than what the ledger says. */
  instead: z.array(LedgerEntry),
});
export type RecordsForm = z.infer<typeof RecordsForm>;

const AlteredForm = z.object({
  by: z.enum(['merge', 'pick']),
  commit: Sha,
  at: z.string().nullable(),
  changed: readForm(z.array(z.string())),
}) satisfies z.ZodType<AlteredChange>;

const answers = <T extends z.ZodType>(value: T) => z.record(z.string(), readForm(value));

/** What was judged on: `GateFacts`, with the policy beside it (RecordedRules) and the record by reference. */
export const RecordedFacts = z.object({
  rel: z.literal(1),
  subject: z.object({
    stage: Stage,
    version: z.string(),
    sha: Sha,
  }) satisfies z.ZodType<Subject>,
  now: z.iso.datetime(),
  pullRequests: answers(z.array(PullRequestForm)),
  checks: answers(z.array(CheckForm)),
  issues: answers(z.array(IssueForm)),
  teams: answers(z.array(z.string())),
  commands: answers(CommandRunForm),
  unsynced: answers(z.array(z.object({ sha: Sha, subject: z.string() }))),
  featureBranches: answers(z.array(FeatureBranchForm)),
  merges: answers(z.array(MergeForecastForm)),
  files: answers(z.string().nullable()),
  changes: readForm(z.array(ChangeForm)),
  contents: z.record(z.string(), answers(z.object({ commits: z.int(), changed: z.array(z.string()) }))),
  // What is on record from before it was looked at was judged without it.
  altered: z.record(z.string(), z.array(AlteredForm)).default({}),
  held: readForm(z.record(z.string(), z.array(Sha))),
  tickets: readForm(answers(z.array(TicketForm))),
  records: readForm(RecordsForm),
});
export type RecordedFacts = z.infer<typeof RecordedFacts>;

/** What goes on record of the rules that were judged. Throws where they do not fit the form, which is a bug. */
export function recordedRules(rules: readonly GateRule[], facts: GateFacts): RecordedRules {
  const { approvals, branches, handOver, roles, waivers } = facts.policy;
  return RecordedRules.parse({ rel: 1, rules, policy: { approvals, branches, handOver, roles, waivers } });
}

/** What goes on record of the facts, with the record as `records`. Throws as `recordedRules` does. */
export function recordedFacts(
  { policy: _policy, ...facts }: GateFacts,
  records: RecordedFacts['records'],
): RecordedFacts {
  return RecordedFacts.parse({ ...facts, rel: 1, now: isoOf(facts.now), records });
}

/** The facts as they were judged, once the record they were judged on is there again. */
export function restoredFacts(
  { policy }: RecordedRules,
  { rel: _rel, now, ...facts }: RecordedFacts,
  records: GateFacts['records'],
): GateFacts {
  return { ...facts, policy, now: Date.parse(now), records };
}

/**
 * What a file of the ledger says in this form; not ok where it is none, or where it says more than this rel knows: a
 * verdict may depend on that.
 */
export function readRecorded<T>(form: z.ZodType<T>, text: string): Read<T> {
  try {
    const data: unknown = JSON.parse(text);
    const read = form.safeParse(data);
    if (read.success && isWhole(data, read.data)) return found(read.data);
    return unreadable('it is of a form that this rel does not know');
  } catch {
    return unreadable('it is no JSON');
  }
}

/** Whether nothing of the data was left out of what was read of it. */
function isWhole(data: unknown, read: unknown): boolean {
  if (typeof data !== 'object' || data === null) return true;
  const there =
    typeof read === 'object' && read !== null ? new Map<string, unknown>(Object.entries(read)) : null;
  return Object.entries(data).every(
    ([key, value]) => there?.has(key) === true && isWhole(value, there.get(key)),
  );
}

/**
 * JSON that is the same for the same data, whatever the order its fields were made in: sorted by name, each on a line of
 * its own.
 */
export function canonicalJson(data: unknown): string {
  const sorted = (_key: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value;
  return `${JSON.stringify(data, sorted, 1)}\n`;
}
