import * as z from 'zod';
import { Sha } from './git.ts';

/** The points where gates are checked (design.md, section 2). */
export const stages = ['cut', 'pick', 'candidate', 'promote', 'hotfix', 'deploy', 'accept'] as const;
export const Stage = z.enum(stages);
export type Stage = z.infer<typeof Stage>;

/** A fact with its source: who, when (ISO 8601, UTC), which SHA, where to read it. */
export const Evidence = z.object({
  what: z.string(),
  who: z.string().optional(),
  when: z.string().optional(),
  sha: Sha.optional(),
  url: z.string().optional(),
});
export type Evidence = z.infer<typeof Evidence>;

/** `unknown`: could not be read, is missing, skipped, stale or of another SHA. It stops a release as `fail` does. */
const VerdictWord = z.enum(['pass', 'fail', 'unknown', 'waived']);

/** What one gate says, with a stable code (`checks.missing`) and the command or person that mends it. */
export const Verdict = z.object({
  gate: z.string(),
  kind: z.string(),
  verdict: VerdictWord,
  code: z.string(),
  message: z.string(),
  evidence: z.array(Evidence),
  remedy: z.string().nullable(),
  /** Who has to act: a login, a role (`qa`) or `ci`; null where nobody has to. */
  actor: z.string().nullable(),
});
export type Verdict = z.infer<typeof Verdict>;

/** What a gate kind answers; the stage adds the gate's id and kind. */
export type Finding = Omit<Verdict, 'gate' | 'kind'>;

/** The gates of a stage, judged at one SHA. */
export const Judgement = z.object({
  stage: Stage,
  sha: Sha,
  passed: z.boolean(),
  verdicts: z.array(Verdict),
  /** The objects that hold what was judged by and on (recorded-facts.ts); not there where that is not on record. */
  rules: Sha.optional(),
  facts: Sha.optional(),
});
export type Judgement = z.infer<typeof Judgement>;

/** True where no verdict stops: every one is `pass` or `waived`. No gates at all is a pass. */
export function allPass(verdicts: readonly Verdict[]): boolean {
  return verdicts.every((v) => v.verdict === 'pass' || v.verdict === 'waived');
}
