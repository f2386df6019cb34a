import { type Hold, holdTrouble } from '../domain/hold.ts';
import type { Planned } from './planned.ts';
import { stop } from './planned.ts';

/** What was planned for a train, unless the train is on hold; where nothing is to be done, that is all the same. */
export const unlessOnHold = (version: string, hold: Hold | null, planned: Planned): Planned =>
  hold === null || planned.kind === 'nothing' ? planned : stop(holdTrouble(version, hold));
