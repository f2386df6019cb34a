import { short } from '../domain/git.ts';
import type { PromoteResult } from '../domain/results.ts';
import type { Outcome } from './outcome.ts';
import type { Paint } from './paint.ts';
import { judgementText } from './verdicts.ts';

/** What a promotion did, would do, or was kept from. */
export function promoteText(
  promoted: PromoteResult,
  production: string,
  planned: Outcome,
  paint: Paint,
): string {
  if (planned.kind === 'nothing') return `nothing to do: ${planned.message}`;
  const gates = promoted.judgement === null ? [] : [judgementText(promoted.judgement, paint)];
  if (planned.kind === 'stop') return gates.join('\n');
  const verb = promoted.done ? paint.good('released') : 'would release';
  const main = promoted.done && promoted.main !== null ? `; ${production} is at ${short(promoted.main)}` : '';
  const tag = `${promoted.tag} on ${short(promoted.sha ?? '')}`;
  return [...gates, `${verb} ${paint.strong(promoted.version)}: ${tag}${main}`].join('\n');
}
