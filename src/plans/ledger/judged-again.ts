import type { LedgerFinding } from '../../domain/ledger-history.ts';
import { fileOfCommit } from '../../domain/shell-word.ts';
import { allPass, type Evidence, type Judgement, type Verdict } from '../../domain/verdict.ts';
import type { Decision } from './decisions.ts';

/** What came of judging a decision again. */
export type Again =
  | { readonly kind: 'judged'; readonly verdicts: readonly Verdict[] }
  /** It names facts that the ledger does not have. */
  | { readonly kind: 'no-facts' }
  /** Its facts are those of another judgement. */
  | { readonly kind: 'foreign-facts' }
  | { readonly kind: 'unreadable'; readonly why: string };

/** What is to be said of a judgement on record, now that it was judged again; nothing where it is the same. */
export function againFindings(decision: Decision, then: Judgement, again: Again): LedgerFinding[] {
  const what = `${decision.path}: the gates of ${then.stage}`;
  switch (again.kind) {
    case 'no-facts':
      return [
        finding(decision, {
          code: 'judgement.no-facts',
          message: `${what} were judged on facts that the ledger does not have`,
          remedy: `ask who pushed the ledger; see the entry: git show ${fileOfCommit(decision.commit, decision.path)}`,
        }),
      ];
    case 'foreign-facts':
      return [
        finding(decision, {
          code: 'judgement.differs',
          message: `${what} name the facts of another stage, version or commit`,
          remedy: `compare: git show ${fileOfCommit(decision.commit, decision.path)}; git show ${then.facts ?? ''}`,
        }),
      ];
    case 'unreadable':
      return [
        finding(decision, {
          code: 'facts.unreadable',
          level: 'note',
          message: `${what} cannot be judged again by this rel: ${again.why}`,
          remedy: `see what they were judged on: git show ${then.facts ?? decision.commit} (a newer rel may read it)`,
        }),
      ];
    case 'judged':
      return differences(then, again.verdicts).map((difference) =>
        finding(decision, {
          code: difference.words ? 'judgement.reworded' : 'judgement.differs',
          level: difference.words ? 'note' : 'broken',
          message: `${what} say otherwise when judged again: ${difference.message}`,
          remedy: difference.words
            ? 'another rel may say the same in other words; compare: rel log -v'
            : `compare: git show ${fileOfCommit(decision.commit, decision.path)}; git show ${then.facts ?? ''}; ask who pushed it`,
        }),
      );
  }
}

interface Difference {
  readonly message: string;
  /** Only in how it is told. */
  readonly words: boolean;
}

/** Gate by gate; then the outcome of the stage. */
function differences(then: Judgement, verdicts: readonly Verdict[]): Difference[] {
  const before = new Map(then.verdicts.map((verdict) => [verdict.gate, verdict]));
  const after = new Map(verdicts.map((verdict) => [verdict.gate, verdict]));
  const gates = [...new Set([...before.keys(), ...after.keys()])];
  const found = gates.flatMap((gate): Difference[] => {
    const [one, other] = [before.get(gate), after.get(gate)];
    const same = one !== undefined && other !== undefined && outcomeOf(one) === outcomeOf(other);
    if (!same) {
      const [was, is] = [one, other].map((verdict) =>
        verdict === undefined ? 'nothing' : outcomeOf(verdict),
      );
      return [{ message: `${gate} was ${was}, and is ${is}`, words: false }];
    }
    const strange = strangeEvidence(one, other);
    if (strange !== null)
      return [{ message: `${gate} names evidence that its facts do not have: ${strange}`, words: false }];
    return wordsOf(one) === wordsOf(other) ? [] : [{ message: `${gate}, in its words`, words: true }];
  });
  if (found.some(({ words }) => !words) || then.passed === allPass(verdicts)) return found;
  const [was, is] = then.passed ? ['passed', 'does not pass'] : ['did not pass', 'passes'];
  return [...found, { message: `the stage ${was}, and ${is}`, words: false }];
}

const outcomeOf = ({ kind, verdict, code }: Verdict): string => `${verdict} (${kind}: ${code})`;

const wordsOf = ({ message, remedy, actor, evidence }: Verdict): string =>
  JSON.stringify([message, remedy, actor, evidence.map(({ what }) => what)]);

/** Who, when, on what and where is data of the facts, and no wording; null where all of it is theirs. */
function strangeEvidence(then: Verdict, now: Verdict): string | null {
  const known = new Set(now.evidence.map(sourceOf));
  return then.evidence.find((evidence) => !known.has(sourceOf(evidence)))?.what ?? null;
}

const sourceOf = ({ who, when, sha, url }: Evidence): string =>
  JSON.stringify([who ?? null, when ?? null, sha ?? null, url ?? null]);

function finding(
  { path, commit }: Decision,
  told: Pick<LedgerFinding, 'code' | 'message' | 'remedy'> & Partial<Pick<LedgerFinding, 'level'>>,
): LedgerFinding {
  return { level: 'broken', entry: path, commit, ...told };
}
