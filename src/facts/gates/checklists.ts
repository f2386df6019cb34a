import type { Policy } from '../../domain/policy.ts';
import { checklist } from '../../gates/checklist.ts';
import type { PlacedItem } from '../../plans/records/tick.ts';

/** The items of every checklist of the policy that a name means: `backup`, or `guide/backup`. */
export function itemsNamed({ gates }: Policy, name: string): PlacedItem[] {
  const all = Object.values(gates)
    .flat()
    .flatMap((rule): PlacedItem[] => {
      if (rule.kind !== checklist.kind) return [];
      return checklist.schema.parse(rule).items.map((item) => ({ ...item, gate: rule.id }));
    });
  const named = all.filter(({ gate, id }) => id === name || `${gate}/${id}` === name);
  // The same checklist may stand at several stages.
  return [...new Map(named.map((item) => [`${item.gate}/${item.id}`, item])).values()];
}
