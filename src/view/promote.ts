import { short } from '../domain/git.ts';
import type { PromoteResult } from '../domain/results.ts';
import { clean } from './clean.ts';
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
  if (promoted.pullRequest !== undefined)
    return [...gates, waitingText(promoted, production, paint)].join('\n');
  const verb = promoted.done ? paint.good('released') : 'would release';
  const main = promoted.done && promoted.main !== null ? `; ${production} is at ${short(promoted.main)}` : '';
  const tag = `${promoted.tag} on ${short(promoted.sha ?? '')}`;
  return [...gates, `${verb} ${paint.strong(promoted.version)}: ${tag}${main}`].join('\n');
}

/** It is released once its PR is merged. */
function waitingText({ version, pullRequest }: PromoteResult, production: string, paint: Paint): string {
  const { number = null, url = null, head = '' } = pullRequest ?? {};
  if (number === null) return `would wait for a PR of ${clean(head)} to be merged into ${clean(production)}`;
  const how = `merge it into ${clean(production)} with a merge commit, then run: rel promote ${version}`;
  return `${paint.strong(version)} waits for #${number} (${clean(url ?? '')})\n  ${paint.dim('→')} ${how}`;
}
