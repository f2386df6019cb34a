import type { Train } from '../domain/facts.ts';
import type { TrainStatus, WaitingFix } from '../domain/results.ts';
import type { Judgement } from '../domain/verdict.ts';

type Actor = TrainStatus['actors'][number];

/**
 * Who has to act next on a train, most urgent first: the RTE, where approved fixes can be picked, since that makes
 * another candidate; then whoever a gate waits for; and where nobody is, the RTE, to tag what is new or to promote.
 */
export function nextActors(train: Train, next: Judgement, waiting: readonly WaitingFix[]): Actor[] {
  const actors: Actor[] = [];
  const ready = waiting.filter((fix) => fix.approved && fix.reason === null && fix.applies === 'clean');
  if (ready.length > 0) {
    const numbers = ready.map((fix) => fix.pr).join(' ');
    actors.push({ who: 'rte', does: `pick the approved fixes: rel pick ${numbers} --into ${train.version}` });
  }
  for (const verdict of next.verdicts) {
    if (verdict.verdict === 'pass' || verdict.verdict === 'waived') continue;
    actors.push({
      who: verdict.actor ?? 'rte',
      does: `${verdict.gate}: ${verdict.remedy ?? verdict.message}`,
    });
  }
  if (actors.length > 0) return actors;
  const command = next.stage === 'candidate' ? 'tag-rc' : 'promote';
  return [{ who: 'rte', does: `rel ${command} ${train.version}` }];
}
