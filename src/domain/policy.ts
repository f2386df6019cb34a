import * as z from 'zod';
import type { Deployment } from './deployment.ts';
import type { HandOverPoint } from './hand-over.ts';
import { LedgerKey } from './ledger-keys.ts';
import { lineForm } from './line.ts';
import type { NotesRules } from './notes-rules.ts';
import { ConflictWay, Delivery, FindingKind } from './pick-request.ts';
import type { PromoteRules } from './promote-rules.ts';
import type { ReleaseType } from './release-type.ts';
import { SyncDelivery, SyncForm } from './sync-request.ts';
import type { TrainRules, VersionRules } from './train-rules.ts';
import type { Stage } from './verdict.ts';

const name = z.string().min(1);

/** Names with `{version}` in them: the branch a train or a hotfix runs on. */
const versioned = name.refine((p) => p.split('{version}').length === 2, 'must contain {version} once');

export const Branches = z.strictObject({
  develop: name.default('devel').describe('the branch features are merged into and RC branches are cut from'),
  production: name.default('main').describe('the branch that holds what is released'),
  rc: versioned.default('rc/{version}').describe('the branch a train runs on'),
  hotfix: versioned.default('hotfix/{version}').describe('the branch a hotfix runs on'),
});

export const Tags = z.strictObject({
  candidate: versioned
    .refine((p) => p.split('{n}').length === 2, 'must contain {n} once')
    .default('v{version}-rc.{n}')
    .describe('the tag of a candidate'),
  release: versioned.default('v{version}').describe('the tag of a release'),
});

/** A line of releases, MAJOR.MINOR without leading zeros: `1.7` is every 1.7.x. */
const Line = z.string().regex(lineForm, 'MAJOR.MINOR in quotes, of 1.6.4 for example: "1.6"');

export const Lines = z.array(Line).default([]);

export const Role = z.strictObject({
  users: z.array(name).default([]).describe('logins'),
  teams: z
    .array(z.string().regex(/^[^/\s]+\/[^/\s]+$/, 'ORG/TEAM'))
    .default([])
    .describe('ORG/TEAM'),
});

/** One way an approval may be given. */
const ApprovalForm = z.union([
  z.strictObject({ label: name.describe('this label, put on by somebody who holds the role') }),
  z.strictObject({ review: z.literal(true).describe('an approving review by somebody who holds the role') }),
  z.strictObject({
    comment: z
      .string()
      .regex(/^\/\S+$/, 'a word that begins with a slash: /qa-approve')
      .describe(
        'this command as the first line of a comment, never edited, by somebody who holds the role; the same with ` cancel` takes it back',
      ),
  }),
  z.strictObject({
    signOff: z
      .literal(true)
      .describe('a sign-off of a candidate that holds the change, by somebody who holds the role'),
  }),
]);

export const Approval = z.strictObject({
  role: name.describe('who may give it'),
  by: z.array(ApprovalForm).min(1).describe('any one of these'),
  notAuthor: z.boolean().default(true).describe('the author of the change may not give it'),
  after: z.array(name).default([]).describe('approvals that must have been given before this one'),
});

/** Which PRs a rule speaks of; all that are named must fit. `{version}` stands for the train's version. */
export const Select = z
  .strictObject({ label: name.optional(), milestone: name.optional(), base: name.optional() })
  .refine((s) => s.label !== undefined || s.milestone !== undefined, 'needs a label or a milestone');
export type Select = z.infer<typeof Select>;

export const PickRules = z.strictObject({
  select: Select.default({ label: 'rc/{version}' }).describe('what --approved considers'),
  requires: z.array(name).default([]).describe('the approvals a PR needs before it may be picked'),
  deliver: Delivery.default('push').describe('how picks reach the RC branch'),
  onConflict: ConflictWay.default('ask').describe(
    'what happens on a conflict; without a terminal `ask` is `fail`',
  ),
  review: z
    .array(FindingKind)
    .default(['moved', 'extra-lines'])
    .describe('clean picks that stop all the same unless a person looks'),
});

export const SyncRules = z.strictObject({
  develop: SyncForm.default('auto').describe(
    'how production comes back to the develop branch: `auto` merges where its rules allow merge commits and the merge brings just what is missing, else it picks',
  ),
  deliver: SyncDelivery.default('auto').describe(
    'how it reaches a branch: `auto` pushes where its rules let it, else opens a PR',
  ),
  onConflict: ConflictWay.default('ask').describe(
    'what happens on a conflict; without a terminal `ask` is `fail`',
  ),
});

/** A gate as the policy writes it; each kind adds its own fields (src/gates). */
export interface GateRule {
  readonly id: string;
  readonly kind: string;
  readonly waivableBy: readonly string[];
  /** A waiver also counts where what the gate looks at is not known. */
  readonly waiveUnknown?: boolean;
  /** The releases it is judged for, by their type; absent: all. */
  readonly only?: readonly ReleaseType[] | undefined;
}
export type Gates = Readonly<Record<Stage, readonly GateRule[]>>;

export const Waivers = z.strictObject({
  maxDuration: z
    .string()
    .regex(/^[1-9]\d*[hd]$/, 'hours or days: 12h, 7d')
    .default('7d'),
});

export const LedgerRules = z.strictObject({
  ref: z
    .string()
    .regex(/^refs\/[^/\s]+\/\S+$/, 'a full ref name with two parts after refs/: refs/rel/ledger')
    .default('refs/rel/ledger'),
  signed: z
    .boolean()
    .default(false)
    .describe('an entry counts only with a signature of one of `keys`, by its owner'),
  keys: z.array(LedgerKey).default([]).describe('whose signatures count'),
});

/** One product of a policy that has several. */
export interface Product {
  readonly name: string;
  /** How people call it; its name where the policy says nothing else. */
  readonly title: string;
  /** Globs from the top of the repository, `!` in front of what is left out. Empty: all of it. */
  readonly paths: readonly string[];
}

/** A train's rules, defaults filled in (contract.md, section 3). The loader in src/policy makes it. */
export interface Policy {
  readonly version: 1;
  /** OWNER/NAME on GitHub, or null: then origin's URL decides, or there is no GitHub at all. */
  readonly repository: string | null;
  readonly branches: z.infer<typeof Branches>;
  readonly tags: z.infer<typeof Tags>;
  /** The older release lines that still get hotfixes: `1.6`. Production's own need not be among them. */
  readonly lines: z.infer<typeof Lines>;
  readonly trains: TrainRules;
  readonly versions: VersionRules;
  readonly roles: Readonly<Record<string, z.infer<typeof Role>>>;
  readonly approvals: Readonly<Record<string, z.infer<typeof Approval>>>;
  readonly pick: z.infer<typeof PickRules>;
  readonly sync: z.infer<typeof SyncRules>;
  readonly promote: PromoteRules;
  readonly gates: Gates;
  readonly waivers: z.infer<typeof Waivers>;
  /** Who hands what over to whom, in the order of their going. */
  readonly handOver: readonly HandOverPoint[];
  /** The issue that a promotion opens; not there: none. */
  readonly deployment?: Deployment | undefined;
  readonly ledger: z.infer<typeof LedgerRules>;
  readonly notes: NotesRules;
  /** The product whose rules these are; not there where a policy has no products. */
  readonly product?: Product;
  /** The sections of its products as they are written; only in the policy that all of them share. */
  readonly products?: Readonly<Record<string, unknown>>;
}
