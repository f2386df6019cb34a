import { found, type Read } from '../../domain/errors.ts';
import type { GateFacts } from '../../domain/facts.ts';
import type { Sha } from '../../domain/git.ts';
import type { LedgerFinding, LedgerHistory } from '../../domain/ledger-history.ts';
import { RecordedFacts, RecordedRules, readRecorded, restoredFacts } from '../../domain/recorded-facts.ts';
import type { Judgement } from '../../domain/verdict.ts';
import { judge } from '../../gates/judge.ts';
import { readObjects } from '../../git/batch.ts';
import { ledgerPath } from '../../git/ledger-paths.ts';
import type { Repository } from '../../git/repository.ts';
import {
  countedRecords,
  type Decision,
  decisionsOf,
  type RecordsAt,
  recordsOver,
} from '../../plans/ledger/decisions.ts';
import { factsInLedger } from '../../plans/ledger/facts-files.ts';
import { type Again, againFindings } from '../../plans/ledger/judged-again.ts';

/** How many decisions were judged again, and what came of it. */
export interface Rejudged {
  /** The entries that rest on judgements. */
  readonly decisions: number;
  /** Those of them that were judged again, whole. */
  readonly again: number;
  /** Those of these with the same verdicts. */
  readonly agree: number;
  readonly findings: readonly LedgerFinding[];
}

/** So many are held in memory at once. */
const together = 50;

/**
 * Judges the decisions of the ledger again, those that `concerns` by their paths, from what is on record alone: nobody
 * is asked anything. Decisions that say nothing of their facts (an older rel's) are counted, and no finding.
 */
export async function rejudge(
  repo: Repository,
  history: LedgerHistory,
  concerns: (decision: { readonly entry: string }) => boolean,
): Promise<Rejudged> {
  const decisions = decisionsOf(history).filter(({ path }) => concerns({ entry: path }));
  const recorded = decisions.filter(({ entry }) => entry.judgements.every(isRecorded));
  const scene = { recordsAt: recordsOver(history), there: factsInLedger(history.commits) };
  let [again, agree] = [0, 0];
  const findings: LedgerFinding[] = [];
  for (let at = 0; at < recorded.length; at += together) {
    const some = recorded.slice(at, at + together);
    const texts = await readTexts(repo, some.flatMap(({ entry }) => entry.judgements).flatMap(namesOf));
    for (const decision of some) {
      const told = decision.entry.judgements.map((then) => {
        const outcome = judgeAgain(decision, then, { ...scene, texts });
        return { outcome, findings: againFindings(decision, then, outcome) };
      });
      if (told.every(({ outcome }) => outcome.kind === 'judged')) {
        again += 1;
        if (told.every((one) => one.findings.every(({ level }) => level === 'note'))) agree += 1;
      }
      findings.push(...told.flatMap((one) => one.findings));
    }
  }
  return { decisions: decisions.length, again, agree, findings };
}

const isRecorded = ({ rules, facts }: Judgement): boolean => rules !== undefined && facts !== undefined;
const namesOf = ({ rules, facts }: Judgement): Sha[] => [rules ?? [], facts ?? []].flat();

type Texts = ReadonlyMap<Sha, string>;

async function readTexts(repo: Repository, names: readonly Sha[]): Promise<Texts> {
  const asked = [...new Set(names)];
  const objects = await readObjects(repo, asked);
  return new Map(
    objects.flatMap((object, at) =>
      object?.type === 'blob' ? [[asked[at] ?? '', object.bytes.toString('utf8')]] : [],
    ),
  );
}

interface Scene {
  readonly recordsAt: RecordsAt;
  readonly there: ReadonlySet<Sha>;
  readonly texts: Texts;
}

function judgeAgain(decision: Decision, then: Judgement, { recordsAt, there, texts }: Scene): Again {
  if (!namesOf(then).every((name) => there.has(name))) return { kind: 'no-facts' };
  const rules = readRecorded(RecordedRules, texts.get(then.rules ?? '') ?? '');
  const facts = readRecorded(RecordedFacts, texts.get(then.facts ?? '') ?? '');
  if (!rules.ok) return { kind: 'unreadable', why: rules.why };
  if (!facts.ok) return { kind: 'unreadable', why: facts.why };
  if (!isAbout(facts.value, decision, then)) return { kind: 'foreign-facts' };
  const records = recordsFor(decision, facts.value, recordsAt);
  if (!records.ok) return { kind: 'unreadable', why: records.why };
  try {
    const restored = restoredFacts(rules.value, facts.value, records.value);
    return { kind: 'judged', verdicts: judge(rules.value.rules, restored) };
  } catch (error) {
    // A rule of a kind or form that another rel has: here it is a file from outside, and no policy that was loaded.
    return { kind: 'unreadable', why: error instanceof Error ? error.message : String(error) };
  }
}

const isAbout = ({ subject }: RecordedFacts, { entry }: Decision, { stage, sha }: Judgement): boolean =>
  subject.stage === stage && subject.sha === sha && subject.version === entry.version;

/** The record that was looked at; not ok where the ledger does not have it any more. */
function recordsFor(
  { folder }: Decision,
  { records }: RecordedFacts,
  recordsAt: RecordsAt,
): Read<GateFacts['records']> {
  if (!records.ok) return found(records);
  const standing = recordsAt(folder, records.value.ledger);
  if (!standing.ok) return standing;
  return found(found(countedRecords(standing.value, records.value, ledgerPath)));
}
