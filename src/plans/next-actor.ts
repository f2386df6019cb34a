import type { Train } from '../domain/facts.ts';
import { short } from '../domain/git.ts';
import type { Hold } from '../domain/hold.ts';
import type { Policy } from '../domain/policy.ts';
import type { TrainStatus, WaitingFix } from '../domain/results.ts';
import type { Judgement } from '../domain/verdict.ts';
import { actingRole } from './acting-role.ts';

type Actor = TrainStatus['actors'][number];

/**
 * Who has to act next on a train, most urgent first: the RTE, where approved fixes can be picked, since that makes
 * another candidate; then whoever a gate waits for; and where nobody is, the RTE, to tag what is new or to promote.
 * After that whoever a fix waits for that is not on the train yet. On a train on hold, whoever can release it, and those
 * whose work goes on. Where the policy has no RTE, it is who stands in. `untagged` counts the commits on the branch since
 * its newest candidate, without one since the last release.
 */
export function nextActors(
  train: Train,
  next: Judgement,
  waiting: readonly WaitingFix[],
  policy: Pick<Policy, 'roles' | 'trains'>,
  hold: Hold | null = null,
  untagged?: number,
): Actor[] {
  const actors =
    hold === null
      ? [...onTrain(train, next, waiting, untagged), ...approvers(waiting), ...resolvers(train, waiting)]
      : [releaser(train, hold, policy), ...ofGates(next), ...approvers(waiting)];
  return actors.map(({ who, does }) => ({ who: actingRole(who, policy), does }));
}

/** Whoever the gates of `pick` wait for: what they have to do for one fix, or for which ones they are waited for. */
function approvers(waiting: readonly WaitingFix[]): Actor[] {
  const refused = waiting.filter((fix) => !fix.approved && fix.waitsFor != null);
  const people = new Set(refused.flatMap(({ waitsFor }) => waitsFor ?? []));
  return [...people].map((who) => {
    const own = refused.filter((fix) => fix.waitsFor === who);
    const [first] = own;
    const numbers = own.map(({ pr }) => `#${pr}`).join(', ');
    if (own.length > 1 || first === undefined)
      return { who, does: `${numbers} wait for you: the reasons are above` };
    return { who, does: `#${first.pr}: ${first.remedy ?? first.reason}` };
  });
}

/** The RTE, for each approved fix that conflicts. */
const resolvers = ({ version }: Train, waiting: readonly WaitingFix[]): Actor[] =>
  waiting
    .filter((fix) => fix.approved && fix.reason === null && fix.applies === 'conflict')
    .map(({ pr, needs = [] }) => {
      const first = [
        ...new Set(needs.map((one) => (one.pr === undefined ? short(one.source) : `#${one.pr}`))),
      ];
      const why = first.length === 0 ? 'conflicts' : `needs ${first.join(', ')} first`;
      const args = [...first.map((name) => name.replace('#', '')), pr].join(' ');
      return { who: 'rte', does: `#${pr} ${why}: rel pick ${args} --into ${version}` };
    });

/** Whoever the gates of the next stage wait for. */
const ofGates = ({ verdicts }: Judgement): Actor[] =>
  verdicts
    .filter(({ verdict }) => verdict !== 'pass' && verdict !== 'waived')
    .map(({ actor, gate, message, remedy }) => ({
      who: actor ?? 'rte',
      does: `${gate}: ${remedy ?? message}`,
    }));

/** Whoever may release a train that is on hold; where anybody may, whoever put it there. */
const releaser = ({ version }: Train, { by }: Hold, { trains }: Pick<Policy, 'trains'>): Actor => ({
  who: trains.holdBy[0] ?? by,
  does: `it is on hold; when that is settled: rel resume ${version} --reason TEXT`,
});

function onTrain(
  train: Train,
  next: Judgement,
  waiting: readonly WaitingFix[],
  untagged: number | undefined,
): Actor[] {
  const actors: Actor[] = [];
  const ready = waiting.filter((fix) => fix.approved && fix.reason === null && fix.applies === 'clean');
  if (ready.length > 0) {
    const numbers = ready.map((fix) => fix.pr).join(' ');
    actors.push({ who: 'rte', does: `pick the approved fixes: rel pick ${numbers} --into ${train.version}` });
  }
  if (actors.length === 0 && train.kind === 'hotfix' && train.candidates.length + (untagged ?? 1) === 0) {
    const { branch, version } = train;
    return [{ who: 'rte', does: `bring the fix: a PR into ${branch}, or rel pick PR --into ${version}` }];
  }
  actors.push(...ofGates(next));
  if (actors.length > 0) return actors;
  const command = next.stage === 'candidate' ? 'tag-rc' : 'promote';
  return [{ who: 'rte', does: `rel ${command} ${train.version}` }];
}
