import * as z from 'zod';
import type { GateFacts } from '../domain/facts.ts';
import { short } from '../domain/git.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import { durationMillis, isoOf, millisOf, minuteOf } from '../domain/time.ts';
import type { Finding } from '../domain/verdict.ts';
import { durationField, type GateKind, ruleFields, unreadableFinding } from './gate.ts';

const Rule = z.strictObject({
  ...ruleFields,
  kind: z.literal('soak'),
  for: durationField.describe('how long the candidate has to have stood: 24h, 2d'),
});
type Rule = z.infer<typeof Rule>;

/** The candidate has stood for the given time, by the moment the ledger has of it becoming one. */
export const soak: GateKind<Rule> = {
  kind: 'soak',
  summary: 'the candidate has stood for the given time',
  schema: Rule,
  needs: () => [{ kind: 'records' }],
  evaluate(rule, facts) {
    if (!facts.records.ok) return unreadableFinding('soak', 'the record', facts.records);
    const born = facts.records.value.find((entry) => isBirth(entry, facts));
    const since = born === undefined ? null : millisOf(born.at);
    if (born === undefined || since === null) return unknown('missing', notACandidate(facts), facts);
    const evidence = [
      { what: 'became a candidate', who: born.actor.login, when: born.at, sha: facts.subject.sha },
    ];
    const stood = facts.now - since;
    if (stood < 0)
      return {
        ...unknown('clock', `it became a candidate in the future: ${born.at}`, facts),
        ...{ evidence, remedy: `set this machine's clock right, or wait until ${minuteOf(born.at)}` },
      };
    const until = isoOf(since + durationMillis(rule.for));
    const words = `${short(facts.subject.sha)} has stood for ${lengthOf(stood)} of ${rule.for}`;
    if (stood >= durationMillis(rule.for)) {
      return { verdict: 'pass', code: 'soak.stood', message: words, evidence, remedy: null, actor: null };
    }
    return {
      verdict: 'fail',
      code: 'soak.too-early',
      message: words,
      evidence,
      remedy: `wait until ${minuteOf(until)}`,
      actor: null,
    };
  },
};

const isBirth = (entry: LedgerEntry, { subject }: GateFacts): boolean =>
  (entry.kind === 'cut' || entry.kind === 'candidate') && entry.sha === subject.sha;

const notACandidate = ({ subject }: GateFacts): string =>
  `no record says when ${short(subject.sha)} became a candidate`;

const unknown = (code: string, message: string, { subject }: GateFacts): Finding => ({
  verdict: 'unknown',
  code: `soak.${code}`,
  message,
  evidence: [],
  remedy: `run: rel tag-rc ${subject.version}`,
  actor: 'rte',
});

/** `5h`, `2d 3h`: whole hours, rounded down. */
function lengthOf(millis: number): string {
  const hours = Math.floor(millis / 3_600_000);
  const days = Math.floor(hours / 24);
  return days === 0 ? `${hours}h` : `${days}d ${hours % 24}h`;
}
