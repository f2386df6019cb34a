import { isDeepStrictEqual } from 'node:util';
import type { GateFacts } from '../../domain/facts.ts';
import {
  canonicalJson,
  type RecordedFacts,
  type RecordsForm,
  recordedFacts,
  recordedRules,
} from '../../domain/recorded-facts.ts';
import type { Judgement } from '../../domain/verdict.ts';
import { readLedger } from '../../git/ledger.ts';
import { ledgerPath } from '../../git/ledger-paths.ts';
import { type NewObject, newObject, storeObjects } from '../../git/pack.ts';
import type { World } from '../world.ts';
import { judgeStage, type StageSubject } from './judge-stage.ts';
import { type JudgedOn, judgedOn } from './judged-on.ts';

/** `judgeStage`, for a judgement that a decision will rest on. */
export async function judgeForRecord(world: World, subject: StageSubject, now: number): Promise<Judgement> {
  const judgement = await judgeStage(world, subject, now);
  const [recorded = judgement] = await recordJudgements(world, [judgement]);
  return recorded;
}

/**
 * The judgements, each with the names of the objects that hold what it rests on. These are written, by one process at
 * most, and nothing refers to them until an entry is appended that does. What is the same is one object.
 */
export async function recordJudgements(world: World, judgements: readonly Judgement[]): Promise<Judgement[]> {
  const objects = new Map<string, NewObject>();
  const keep = (data: unknown): string => {
    const object = newObject(world.repo, 'blob', Buffer.from(canonicalJson(data)));
    objects.set(object.sha, object);
    return object.sha;
  };
  const recorded: Judgement[] = [];
  for (const judgement of judgements) {
    const on = judgedOn(judgement);
    recorded.push(on === undefined ? judgement : { ...judgement, ...(await keepBoth(world, on, keep)) });
  }
  await storeObjects(world.repo, [...objects.values()]);
  return recorded;
}

async function keepBoth(world: World, { rules, facts }: JudgedOn, keep: (data: unknown) => string) {
  const records = await recordsRead(world, facts);
  return { rules: keep(recordedRules(rules, facts)), facts: keep(recordedFacts(facts, records)) };
}

async function recordsRead(world: World, { records, subject }: GateFacts): Promise<RecordedFacts['records']> {
  if (!records.ok) return records;
  const { repo, ledgerTip, policy } = world;
  const plain = { ledger: ledgerTip, without: [], instead: [] };
  if (!policy.ledger.signed) return { ok: true, value: plain };
  const all = await readLedger(repo, ledgerTip, subject.version, policy.product?.name);
  return { ok: true, value: { ...plain, ...whatCounted(all, records.value) } };
}

/** What was taken of the record otherwise than it stands there: without a signature that counts, or as another's. */
function whatCounted(
  all: Extract<GateFacts['records'], { ok: true }>['value'],
  counted: typeof all,
): Pick<RecordsForm, 'without' | 'instead'> {
  const standing = new Map(all.map((entry) => [ledgerPath(entry), entry]));
  const taken = new Map(counted.map((entry) => [ledgerPath(entry), entry]));
  return {
    without: [...standing.keys()].filter((path) => !taken.has(path)),
    instead: [...taken]
      .filter(([path, entry]) => !isDeepStrictEqual(entry, standing.get(path)))
      .map(([, entry]) => ({ ...entry, judgements: [] })),
  };
}
