import * as z from 'zod';
import type { GateFacts } from '../domain/facts.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Evidence, Finding } from '../domain/verdict.ts';
import { type GateKind, ruleFields, unreadableFinding } from './gate.ts';
import { readAgain } from './read-again.ts';
import { holds, roleWords, teamsOf } from './roles.ts';

const ChecklistItem = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'small letters, digits and dashes')
    .describe('what `rel tick` calls it'),
  text: z.string().min(1).describe('what has to be done'),
  role: z.string().min(1).describe('the role that ticks it'),
});

const Rule = z
  .strictObject({
    ...ruleFields,
    kind: z.literal('checklist'),
    items: z.array(ChecklistItem).min(1).describe('what has to be done, each by its role'),
  })
  .refine(
    ({ items }) => new Set(items.map(({ id }) => id)).size === items.length,
    'has two items with the same `id`',
  );
type Rule = z.infer<typeof Rule>;
type Item = Rule['items'][number];
type Tick = Extract<LedgerEntry, { kind: 'tick' }>;

/** How one item stands; a closed union. */
type Standing =
  | { readonly state: 'ticked'; readonly tick: Tick }
  | { readonly state: 'wrong-person' | 'taken-back'; readonly tick: Tick }
  | { readonly state: 'open' }
  | { readonly state: 'unknown'; readonly why: string; readonly permission?: string };

/** Every item is ticked, for this version, by somebody who holds the role that owns it. */
export const checklist: GateKind<Rule> = {
  kind: 'checklist',
  summary: 'every item is ticked for this version, by the role that owns it',
  schema: Rule,
  needs: (rule, _subject, policy) => [
    { kind: 'records' },
    ...rule.items.flatMap((item) => teamsOf(item.role, policy)),
  ],
  evaluate(rule, facts) {
    const { records } = facts;
    if (!records.ok) return unreadableFinding('checklist', 'the record', records);
    const standings = rule.items.map((item) => ({
      item,
      standing: standingOf(rule, item, records.value, facts),
    }));
    return finding(standings, facts);
  },
};

/** The last word of those who may speak counts; what others said counts for nothing, and is told. */
function standingOf(
  { id }: Rule,
  item: Item,
  records: readonly LedgerEntry[],
  { policy, teams }: GateFacts,
): Standing {
  const ticks = records.flatMap((entry) =>
    entry.kind === 'tick' && entry.gate === id && entry.item === item.id ? [entry] : [],
  );
  for (const tick of [...ticks].reverse()) {
    const held = holds(tick.actor.login, item.role, policy, teams);
    if (held.holds === 'unknown') return { ...held, state: 'unknown' };
    if (held.holds === 'yes') return { state: tick.done ? 'ticked' : 'taken-back', tick };
  }
  const last = ticks.at(-1);
  return last === undefined ? { state: 'open' } : { state: 'wrong-person', tick: last };
}

const order = ['wrong-person', 'taken-back', 'open', 'unknown'] as const;

function finding(all: readonly { item: Item; standing: Standing }[], facts: GateFacts): Finding {
  const worst = order.flatMap((word) => all.find(({ standing }) => standing.state === word) ?? [])[0];
  const evidence = all.flatMap(evidenceOf);
  if (worst === undefined) {
    const message = `all of ${all.length} ${all.length === 1 ? 'item' : 'items'} ticked`;
    return { verdict: 'pass', code: 'checklist.done', message, evidence, remedy: null, actor: null };
  }
  const { item, standing } = worst;
  const { state } = standing;
  return {
    verdict: state === 'wrong-person' || state === 'taken-back' ? 'fail' : 'unknown',
    code: `checklist.${state === 'unknown' ? 'unreadable' : state}`,
    message: all
      .flatMap((each) => (each.standing.state === 'ticked' ? [] : [words(each.item, each.standing)]))
      .join('; '),
    evidence,
    ...whatNext(item, standing, facts),
  };
}

/** Who ticks it; where a team could not be read, that comes first, and nobody has to tick again. */
function whatNext({ id, role }: Item, standing: Standing, { policy, subject }: GateFacts) {
  if (standing.state === 'unknown') return { remedy: readAgain(standing), actor: null };
  return { remedy: `${roleWords(role, policy)} runs: rel tick ${id} ${subject.version}`, actor: role };
}

function words({ id, text, role }: Item, standing: Exclude<Standing, { state: 'ticked' }>): string {
  switch (standing.state) {
    case 'wrong-person':
      return `${id}: ticked by ${standing.tick.actor.login}, who does not hold the role ${role}`;
    case 'taken-back':
      return `${id}: taken back by ${standing.tick.actor.login}`;
    case 'open':
      return `${id} (${role}): ${text}`;
    case 'unknown':
      return `${id}: ${standing.why}`;
  }
}

function evidenceOf({ item, standing }: { item: Item; standing: Standing }): Evidence[] {
  if (!('tick' in standing)) return [];
  const { actor, at } = standing.tick;
  return [{ what: `${item.id}: ${item.text}`, who: actor.login, when: at }];
}
