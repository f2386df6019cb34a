import * as z from 'zod';

/** What a finding is about, in the order in which it is looked at. */
export const findingAreas = ['machine', 'clone', 'remote', 'policy', 'github', 'rules'] as const;

/** One thing that was looked at, or could not be. */
export const DoctorFinding = z.strictObject({
  code: z.string().describe('stable; docs/doctor.md lists them: rule.pull-request'),
  area: z.enum(findingAreas),
  state: z
    .enum(['ok', 'warning', 'problem', 'unknown'])
    .describe('unknown: it could not be looked at, and counts as neither'),
  message: z.string().describe('what was found'),
  means: z.string().nullable().describe('what that means for rel; null where there is nothing to say'),
  remedy: z.string().nullable().describe('the next command, the setting to change, or whom to ask'),
  commands: z.array(z.string()).describe('the commands that it stops, or is about: rel promote'),
  ref: z.string().nullable().describe('the ref it is about, in full'),
});
export type DoctorFinding = z.infer<typeof DoctorFinding>;

/** The answer of `rel doctor`. */
export const DoctorResult = z.strictObject({
  ready: z.boolean().describe('false: something would stop a release'),
  repository: z.string().nullable().describe('OWNER/NAME on GitHub; null without GitHub'),
  login: z.string().nullable().describe('whose token it is; null where there is none'),
  findings: z.array(DoctorFinding),
});
export type DoctorResult = z.infer<typeof DoctorResult>;
