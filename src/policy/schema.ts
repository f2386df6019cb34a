import * as z from 'zod';
import {
  Approval,
  Branches,
  type GateRule,
  LedgerRules,
  PickRules,
  Role,
  Tags,
  Waivers,
} from '../domain/policy.ts';
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
  roles: z.record(nameForm, Role).default({}).describe('who holds which role'),
  approvals: z.record(nameForm, Approval).default({}).describe('what makes a change approved'),
  pick: PickRules.prefault({}).describe('which fixes reach an RC branch, and how'),
  gates: GatesByStage.prefault({}).describe('what must hold before each stage'),
  waivers: Waivers.prefault({}).describe('what a waiver may be'),
  ledger: LedgerRules.prefault({}).describe("where the train's record is kept"),
});

/** The JSON Schema (draft 7, of what may be written) behind `rel schema policy`. */
export function policyJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(PolicySchema, { target: 'draft-7', io: 'input' });
}
