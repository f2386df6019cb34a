import * as z from 'zod';
import type { Change } from '../domain/change.ts';
import type { Read } from '../domain/errors.ts';
import { short } from '../domain/git.ts';
import type { Ticket } from '../domain/ticket.ts';
import type { Finding } from '../domain/verdict.ts';
import { type GateKind, ruleFields, unreadableFinding } from './gate.ts';
import { readAgain } from './read-again.ts';
import { type Fault, faultsOf, faultWords, type Wanted } from './tickets/faults.ts';
import { ticketEvidence } from './tickets/words.ts';

const Rule = z.strictObject({
  ...ruleFields,
  kind: z.literal('tickets'),
  sections: z
    .array(z.string().min(1))
    .default([])
    .describe("headings of the issue's text, each with text below it: Steps to reproduce"),
  milestone: z
    .union([z.literal(true), z.string().min(1)])
    .optional()
    .describe('the milestone it is in; true: any'),
  labels: z
    .array(z.string().min(1))
    .default([])
    .describe('the labels of its workflow, in the order in which they have to be put on'),
});
type Rule = z.infer<typeof Rule>;

/** Each change closes an issue that is filled in, planned, and went through its workflow. */
export const tickets: GateKind<Rule> = {
  kind: 'tickets',
  summary:
    'each fix closes an issue with the sections filled in, a milestone, and the labels of the workflow put on in order',
  schema: Rule,
  needs: () => [{ kind: 'changes' }, { kind: 'tickets' }],
  evaluate(rule, facts) {
    const { changes } = facts;
    if (!changes.ok) return unreadableFinding('tickets', 'the changes', changes);
    if (!facts.tickets.ok) return unreadableFinding('tickets', 'the issues they close', facts.tickets);
    const answers = facts.tickets.value;
    const all = bySource(changes.value);
    return finding(all.map((change) => standingOf(change, rule, answerFor(change, answers))));
  },
};

/** A PR that landed as several commits is one fix. */
const bySource = (changes: readonly Change[]): Change[] => [
  ...new Map(changes.map((change) => [change.pullRequest?.url ?? change.commit, change])).values(),
];

type Answers = Readonly<Record<string, Read<readonly Ticket[]>>>;

function answerFor({ pullRequest: pr }: Change, answers: Answers): Read<readonly Ticket[]> {
  if (pr === null) return { ok: true, value: [] };
  const answer = Object.hasOwn(answers, pr.url) ? answers[pr.url] : undefined;
  return answer ?? { ok: false, why: 'nobody asked for it' };
}

/** One fix, with the issue of its own that has the fewest faults; one without any is all it takes. */
interface Standing {
  readonly change: Change;
  readonly ticket: Ticket | null;
  readonly faults: readonly Fault[];
}

function standingOf(change: Change, rule: Wanted, read: Read<readonly Ticket[]>): Standing {
  const { pullRequest: pr, commit } = change;
  const name = pr === null ? short(commit) : `#${pr.number}`;
  const one = (fault: Fault): Standing => ({ change, ticket: null, faults: [fault] });
  if (!read.ok)
    return one({
      word: 'unreadable',
      words: `what ${name} closes could not be read: ${read.why}`,
      remedy: readAgain(read),
    });
  if (pr === null) {
    const remedy = `bring ${name} in by a PR that closes its issue`;
    return one({ word: 'missing', words: `${name} belongs to no PR, so that it closes no issue`, remedy });
  }
  const judged = read.value.map((ticket) => ({ change, ticket, faults: faultsOf(ticket, rule, name) }));
  judged.sort((a, b) => a.faults.length - b.faults.length);
  const remedy = `link its issue in the sidebar of ${name} (\`Closes #N\` in its text does it only towards the default branch)`;
  return judged[0] ?? one({ word: 'missing', words: `${name} closes no issue`, remedy });
}

function finding(standings: readonly Standing[]): Finding {
  const all = standings.flatMap(({ faults, change }) => faults.map((fault) => ({ ...fault, change })));
  const worst = faultWords.flatMap((word) => all.find((fault) => fault.word === word) ?? [])[0];
  const evidence = standings.map(({ change, ticket, faults }) => ticketEvidence(change, ticket, faults));
  if (worst === undefined) {
    const message =
      standings.length === 0
        ? 'no change is under judgement'
        : `${standings.length === 1 ? 'the fix closes' : `all ${standings.length} fixes close`} a complete issue`;
    return { verdict: 'pass', code: 'tickets.complete', message, evidence, remedy: null, actor: null };
  }
  const author = worst.change.pullRequest?.author ?? null;
  return {
    verdict: worst.word === 'unreadable' ? 'unknown' : 'fail',
    code: `tickets.${worst.word}`,
    message: all.map(({ words }) => words).join('; '),
    evidence,
    remedy: worst.remedy,
    actor: worst.word === 'unreadable' ? null : author,
  };
}
