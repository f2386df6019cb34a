import * as z from 'zod';
import { FixOfClosed } from './closed-train.ts';
import { RefChange, Sha } from './git.ts';
import { HandOverDecision } from './hand-over.ts';
import { Finding, ProofWord } from './proof.ts';
import { DeploymentRecord, DocumentRecord, IncidentRecord, SnapshotRecord, TestResults } from './records.ts';
import { Judgement, Stage } from './verdict.ts';

/**
 * Who acted: the owner of the key that signs (a signed ledger), else the login the token belongs to, or git's identity,
 * which is only a claim (design.md, section 5).
 */
export const Actor = z.object({ login: z.string(), source: z.enum(['github', 'git', 'key']) });
export type Actor = z.infer<typeof Actor>;

const common = {
  rel: z.literal(1),
  /** The operation's id: unique, so that an entry is found again and never written twice. */
  id: z.string(),
  /** ISO 8601, UTC: what is newer counts, so that a word which is no time would count for ever. */
  at: z.iso.datetime(),
  actor: Actor,
  version: z.string(),
  /** The product whose version it is; not there where the policy has no products. */
  product: z.string().optional(),
  /** The gate verdicts the decision rests on, at the SHA they were judged at. */
  judgements: z.array(Judgement),
};

const PickRecord = z.object({
  pr: z.number().optional(),
  source: Sha,
  commit: Sha,
  /** What came of comparing it with its source; not there for a pick that was never compared. */
  proof: ProofWord.optional(),
  findings: z.array(Finding).optional(),
});

/** One entry of the ledger: a decision, what it moved, and why it was let through. */
export const LedgerEntry = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('cut'), branch: z.string(), sha: Sha, tag: z.string() }),
  /** A hotfix that holds nothing yet; `from` is the branch or tag that it was cut from. */
  z.object({ ...common, kind: z.literal('cut-hotfix'), branch: z.string(), sha: Sha, from: z.string() }),
  z.object({
    ...common,
    kind: z.literal('pick'),
    branch: z.string(),
    before: Sha,
    after: Sha,
    picks: z.array(PickRecord),
  }),
  /** Picks that wait on a branch of rel's own for a PR to be merged: all it holds, and where it was begun. */
  z.object({
    ...common,
    kind: z.literal('pick-request'),
    /** The target. */
    branch: z.string(),
    /** The branch of the PR. */
    head: z.string(),
    before: Sha.nullable(),
    after: Sha,
    /** The commit of the target that it begins at. */
    base: Sha,
    /** True where a conflict is committed there with its markers. */
    conflict: z.boolean(),
    picks: z.array(PickRecord),
  }),
  z.object({ ...common, kind: z.literal('candidate'), branch: z.string(), sha: Sha, tag: z.string() }),
  z.object({
    ...common,
    kind: z.literal('promote'),
    sha: Sha,
    tag: z.string(),
    candidate: z.string(),
    main: Sha,
  }),
  /** A candidate that waits for a PR to be merged into production. */
  z.object({
    ...common,
    kind: z.literal('promote-request'),
    /** The branch of the PR, which is at the candidate. */
    head: z.string(),
    sha: Sha,
    tag: z.string(),
    candidate: z.string(),
  }),
  z.object({
    ...common,
    kind: z.literal('sync'),
    branch: z.string(),
    before: Sha,
    after: Sha,
    picks: z.array(PickRecord),
  }),
  /** A change of production need not come to a branch: what it mends is made another way there, or is not there. */
  z.object({
    ...common,
    kind: z.literal('settled'),
    sha: Sha,
    branch: z.string(),
    /** What the branch was at then: what holds that need not have it either. */
    tip: Sha,
    reason: z.string().min(1),
  }),
  z.object({
    ...common,
    kind: z.literal('waiver'),
    stage: Stage,
    /** The gate's id at that stage. */
    gate: z.string(),
    reason: z.string().min(1),
    /** ISO 8601, UTC: from then on it counts no more. */
    until: z.string(),
  }),
  z.object({
    ...common,
    kind: z.literal('sign-off'),
    /** The role the actor acted in. */
    role: z.string(),
    decision: z.enum(['approved', 'rejected']),
    /** What was decided on, and the candidate it was called by. */
    sha: Sha,
    candidate: z.string(),
    note: z.string().optional(),
    /** The documents that were on record then: each one's name, and the id of its newest entry. */
    documents: z.array(z.object({ name: z.string(), id: z.string() })).optional(),
  }),
  z.object({
    ...common,
    kind: z.literal('hand-over'),
    /** The point's id, and the roles it stands between. */
    point: z.string(),
    from: z.string(),
    to: z.string(),
    decision: HandOverDecision,
    sha: Sha,
    note: z.string().optional(),
  }),
  z.object({
    ...common,
    kind: z.literal('tick'),
    /** The checklist gate's id, and the item's in it. */
    gate: z.string(),
    item: z.string(),
    /** False: taken back. */
    done: z.boolean(),
  }),
  /** The train is on hold until a `resume`. */
  z.object({ ...common, kind: z.literal('hold'), reason: z.string().min(1) }),
  z.object({ ...common, kind: z.literal('resume'), reason: z.string().min(1) }),
  /** The train was given up, at its branch's tip. */
  z.object({
    ...common,
    kind: z.literal('close'),
    branch: z.string(),
    sha: Sha,
    reason: z.string().min(1),
    fixes: z.array(FixOfClosed),
  }),
  /** What an operation put on record of this version was taken back by whoever had done it; it counts no more. */
  z.object({
    ...common,
    kind: z.literal('undo'),
    /** The id of that operation's entries, and the command that it was. */
    undoes: z.string(),
    command: z.string(),
    /** The refs that went back. */
    refs: z.array(RefChange),
  }),
  z.object({ ...common, kind: z.literal('test-results'), ...TestResults.shape }),
  z.object({ ...common, kind: z.literal('document'), ...DocumentRecord.shape }),
  z.object({ ...common, kind: z.literal('incident'), ...IncidentRecord.shape }),
  z.object({ ...common, kind: z.literal('snapshot'), ...SnapshotRecord.shape }),
  z.object({ ...common, kind: z.literal('deployment'), ...DeploymentRecord.shape }),
]);
export type LedgerEntry = z.infer<typeof LedgerEntry>;
