import * as z from 'zod';
import type { Read } from '../domain/errors.ts';
import { type FactRequest, factKey, type GateFacts, type Subject } from '../domain/facts.ts';
import type { GateRule, Policy } from '../domain/policy.ts';
import { releaseTypes } from '../domain/release-type.ts';
import { durationForm } from '../domain/time.ts';
import type { Finding } from '../domain/verdict.ts';
import { readAgain } from './read-again.ts';

/**
 * One kind of gate: the form of its rule, what it asks the outside for, and how it judges the answer.
 * `needs` and `evaluate` are pure, and are handed a rule that fits `schema` and whose `{version}` is filled in.
 */
export interface GateKind<R extends GateRule> {
  readonly kind: string;
  /** One line: passes when. */
  readonly summary: string;
  readonly schema: z.ZodType<R>;
  needs(rule: R, subject: Subject, policy: Policy): readonly FactRequest[];
  evaluate(rule: R, facts: GateFacts): Finding;
}

/** The fields every rule has; a kind adds its own to them. */
export const ruleFields = {
  id: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'small letters, digits and dashes')
    .describe('names this gate; unique within its stage'),
  waivableBy: z.array(z.string().min(1)).default([]).describe('the roles that may waive this gate'),
  waiveUnknown: z.boolean().default(false).describe('a waiver counts where the gate is unknown, too'),
  only: z
    .array(z.enum(releaseTypes))
    .min(1)
    .optional()
    .describe(
      'judged only for releases of these types, by their version: x.0.0 is major, x.y.0 minor, else patch',
    ),
};

/** A path in a rule: from the top of the repository, and nowhere else. */
export const pathField = z
  .string()
  .regex(/^(?!\/)(?!.*(^|\/)\.\.?(\/|$)).+$/, 'a path from the top of the repository, without . or ..');

/** A length of time in a rule. */
export const durationField = z.string().regex(durationForm, 'hours or days: 36h, 2d');

/** The answer to a request, or `unreadable` where nobody asked: a fact that is not there never proves anything. */
export function answerTo<T>(answers: Readonly<Record<string, Read<T>>>, request: FactRequest): Read<T> {
  const key = factKey(request);
  const answer = Object.hasOwn(answers, key) ? answers[key] : undefined;
  return answer ?? { ok: false, why: `${request.kind} ${key} was not read` };
}

/** `unknown`, because what the gate looks at could not be read. */
export function unreadableFinding(
  kind: string,
  what: string,
  read: { readonly why: string; readonly permission?: string },
): Finding {
  return {
    verdict: 'unknown',
    code: `${kind}.unreadable`,
    message: `${what} could not be read: ${read.why}`,
    evidence: [],
    remedy:
      read.permission === undefined
        ? 'see to that (create what is missing), then run the same command again'
        : readAgain(read),
    actor: null,
  };
}
