import { afterPromote, type HandOverPoint } from '../domain/hand-over.ts';
import type { HandOverTurn } from '../domain/hand-over-results.ts';
import type { Policy } from '../domain/policy.ts';
import type { TrainStatus } from '../domain/results.ts';
import { allPass, type Verdict } from '../domain/verdict.ts';
import { actingRole } from './acting-role.ts';

type Actor = TrainStatus['actors'][number];

/** A point with how it stands, and how each thing that it needs does; the points before it among these. */
export interface PointStanding {
  readonly point: HandOverPoint;
  readonly standing: Verdict;
  readonly needs: readonly Verdict[];
}

/** What is handed over, as far as whose turn it is depends on that. */
export interface TurnsOf {
  readonly version: string;
  readonly released: boolean;
}

/** How each point stands. */
export const handOverTurns = (standings: readonly PointStanding[], on: TurnsOf): HandOverTurn[] =>
  standings.map((each) => {
    const { id, from, to } = each.point;
    const state = stateOf(each, on);
    return { point: id, from, to, state, message: messageOf(each, state, on) };
  });

/** Whether every point was accepted. */
export const isHandedOver = (turns: readonly HandOverTurn[]): boolean =>
  turns.every(({ state }) => state === 'accepted');

/**
 * Those who act, with those whose turn it is at a point: the taker once it is given, the giver once all that it needs is
 * there, and until then whoever that waits for, as soon as the points before it are done. A promotion comes after them;
 * what somebody is told to do already is not said twice, and what a gate wants given is not said before it can be.
 */
export function withHandOver(
  actors: readonly Actor[],
  standings: readonly PointStanding[],
  on: TurnsOf,
  policy: Pick<Policy, 'roles'>,
): Actor[] {
  const turns = standings
    .flatMap((each) => actorOf(each, on))
    .filter(({ said }) => !actors.some(({ does }) => does.includes(said)))
    .map(({ who, does }) => ({ who: actingRole(who, policy), does }));
  const early = standings
    .filter((each) => stateOf(each, on) === 'waits')
    .map(({ point }) => callOf(point, on));
  const isEarly = ({ does }: Actor) => turns.length > 0 && early.some((call) => does.includes(call));
  const isPromotion = ({ does }: Actor) => does === `rel promote ${on.version}`;
  const others = actors.filter((actor) => !isPromotion(actor) && !isEarly(actor));
  return [...others, ...turns, ...actors.filter(isPromotion)];
}

function stateOf(each: PointStanding, on: TurnsOf): HandOverTurn['state'] {
  const word = each.standing.code.replace('hand-over.', '');
  switch (word) {
    case 'accepted':
    case 'given':
    case 'declined':
      return word;
    case 'unreadable':
      return 'unknown';
    default:
      return isTooEarly(each, on) || lacking(each).length > 0 ? 'waits' : 'ready';
  }
}

const isTooEarly = ({ point }: PointStanding, { released }: TurnsOf): boolean =>
  !released && point.after.includes(afterPromote);

const lacking = ({ needs }: PointStanding): Verdict[] => needs.filter((verdict) => !allPass([verdict]));

function messageOf(each: PointStanding, state: HandOverTurn['state'], on: TurnsOf): string {
  const { point, standing } = each;
  if (state !== 'waits') return standing.message.replace(`${point.id}: `, '');
  if (!isReached(each, on)) return `after ${point.after.join(' and ')}`;
  return lacking(each)
    .map(({ message }) => message)
    .join('; ');
}

/** The points before it are accepted, and where it comes after the release, that is out. */
const isReached = (each: PointStanding, on: TurnsOf): boolean =>
  !isTooEarly(each, on) && lacking(each).every(({ kind }) => kind !== 'hand-over');

const callOf = ({ id }: HandOverPoint, { version }: TurnsOf): string => `rel hand-over ${id} ${version}`;

/** Whose turn it is at a point, and what of it another actor may have been told. */
function actorOf(each: PointStanding, on: TurnsOf): (Actor & { readonly said: string })[] {
  const { point, standing } = each;
  const { id, from, to } = point;
  const call = callOf(point, on);
  const state = stateOf(each, on);
  switch (state) {
    case 'accepted':
      return [];
    case 'given':
      return [{ who: to, does: `${call} --accept (or --decline --reason TEXT)`, said: call }];
    case 'declined':
      return [{ who: from, does: `${messageOf(each, state, on)}; when that is mended: ${call}`, said: call }];
    case 'ready':
      return [{ who: from, does: call, said: call }];
    case 'unknown': {
      const remedy = standing.remedy ?? standing.message;
      return [{ who: 'rte', does: `${id}: ${remedy}`, said: remedy }];
    }
    case 'waits': {
      const [first] = lacking(each);
      if (first === undefined || !isReached(each, on)) return [];
      const remedy = first.remedy ?? first.message;
      return [{ who: first.actor ?? from, does: `${id}: ${remedy}`, said: remedy }];
    }
  }
}
