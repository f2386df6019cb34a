import * as z from 'zod';
import { Deployment } from '../domain/deployment.ts';
import { HandOver } from '../domain/hand-over.ts';
import { NotesRules } from '../domain/notes-rules.ts';
import {
  Approval,
  Branches,
  type GateRule,
  LedgerRules,
  Lines,
  PickRules,
  Role,
  SyncRules,
  Tags,
  Waivers,
} from '../domain/policy.ts';
import { PromoteRules } from '../domain/promote-rules.ts';
import { TrainRules, VersionRules } from '../domain/train-rules.ts';
import type { Stage } from '../domain/verdict.ts';
import { gateKinds } from '../gates/registry.ts';

/** Where a policy may stand, at the top of the repository; the first one found is read. */
export const policyFiles = ['.rel.yaml', '.releaserc.yaml', '.releaserc.yml'] as const;

const nameForm = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'letters, digits, dots and dashes');

// The registry knows a kind's schema as a form of GateRule only; that `kind` tells them apart is what a kind is.
type ByKind = [z.core.$ZodTypeDiscriminable & z.ZodType<GateRule>];
const Gate = z.discriminatedUnion(
  'kind',
  gateKinds.map((kind) => kind.schema) as readonly z.ZodType[] as ByKind,
);

const stageMeaning: Readonly<Record<Stage, string>> = {
  cut: 'before an RC branch is cut',
  pick: 'before a fix is picked onto an RC branch',
  candidate: 'before the tip of an RC branch becomes the next candidate',
  promote: 'before a candidate is released',
  hotfix: 'before a hotfix is released',
  deploy: 'before a release is deployed',
  accept: 'before a deployment is accepted',
};

const stageGates = (stage: Stage) => z.array(Gate).default([]).describe(stageMeaning[stage]);

const GatesByStage = z.strictObject({
  cut: stageGates('cut'),
  pick: stageGates('pick'),
  candidate: stageGates('candidate'),
  promote: stageGates('promote'),
  hotfix: stageGates('hotfix'),
  deploy: stageGates('deploy'),
  accept: stageGates('accept'),
} satisfies Record<Stage, z.ZodType>);

const pathForm = z
  .string()
  .regex(
    /^!?(?![!:])(?!\.{0,2}(\/|$))(?!.*\/\.\.(\/|$)).+$/,
    'a path or glob from the top of the repository: scp/**; with ! in front it is left out',
  );

/** What a product says of itself, and what it says otherwise than all share (`layProduct`). */
const ProductSection = z.strictObject({
  title: z.string().min(1).optional().describe('how people call it: in the titles of its releases'),
  paths: z
    .array(pathForm)
    .min(1)
    .optional()
    .describe('what of the repository belongs to it (globs); left out: all of it'),
  branches: Branches.optional(),
  tags: Tags.optional(),
  lines: Lines.optional(),
  trains: TrainRules.optional(),
  versions: VersionRules.optional(),
  roles: z.record(nameForm, Role).optional().describe('each takes the place of the shared one as a whole'),
  approvals: z.record(nameForm, Approval.partial()).optional(),
  pick: PickRules.optional(),
  sync: SyncRules.optional(),
  promote: PromoteRules.optional(),
  gates: GatesByStage.optional().describe('a stage takes the place of the shared one as a whole'),
  waivers: Waivers.optional(),
  handOver: HandOver.optional(),
  deployment: Deployment.optional(),
  notes: NotesRules.optional(),
});

/** The form of a policy: the words of the domain, and each gate kind's own rule. */
export const PolicySchema = z.strictObject({
  version: z.literal(1).describe('the form of this file'),
  repository: z
    .string()
    .regex(/^[^/\s]+\/[^/\s]+$/, 'OWNER/NAME')
    .nullable()
    .default(null)
    .describe('OWNER/NAME on GitHub; without it, what origin points at'),
  branches: Branches.prefault({}).describe('the names of the branches'),
  tags: Tags.prefault({}).describe('the names of the tags'),
  lines: Lines.describe('older release lines (MAJOR.MINOR) that still get hotfixes'),
  trains: TrainRules.prefault({}).describe('who decides about a train as a whole'),
  versions: VersionRules.prefault({}).describe('what the next version is, by the labels of what it brings'),
  roles: z.record(nameForm, Role).default({}).describe('who holds which role'),
  approvals: z.record(nameForm, Approval).default({}).describe('what makes a change approved'),
  pick: PickRules.prefault({}).describe('which fixes reach an RC branch, and how'),
  sync: SyncRules.prefault({}).describe('how what is on production comes back to where it is missing'),
  promote: PromoteRules.prefault({}).describe('how a candidate becomes a release'),
  gates: GatesByStage.prefault({}).describe('what must hold before each stage'),
  waivers: Waivers.prefault({}).describe('what a waiver may be'),
  handOver: HandOver.describe('who hands what over to whom, in order (docs/hand-over.md)'),
  deployment: Deployment.optional().describe('the issue that `rel promote` opens'),
  ledger: LedgerRules.prefault({}).describe("where the train's record is kept"),
  notes: NotesRules.prefault({}).describe('what release notes are made of'),
  products: z
    .record(nameForm, ProductSection)
    .refine((products) => Object.keys(products).length > 0, 'names no product')
    .optional()
    .describe('several products of one repository, each with what it says otherwise; {product} is its name'),
});

/** The JSON Schema (draft 7, of what may be written) behind `rel schema policy`. */
export function policyJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(PolicySchema, { target: 'draft-7', io: 'input' });
}
