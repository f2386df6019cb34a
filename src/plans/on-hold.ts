import type { Trouble } from '../domain/errors.ts';
import { type Hold, holdWords } from '../domain/hold.ts';
import type { Planned } from './planned.ts';
import { stop } from './planned.ts';

/** What a train on hold says to whatever would move it. `untouched`: what stays as it is. */
export const holdTrouble = (version: string, hold: Hold, untouched = 'nothing was changed'): Trouble => ({
  code: 'on-hold',
  message: `${version} is on hold; ${untouched}`,
  why: holdWords(version, hold),
  remedy: `when that is settled, run: rel resume ${version} --reason TEXT`,
});

/** What was planned for a train, unless the train is on hold; where nothing is to be done, that is all the same. */
export const unlessOnHold = (version: string, hold: Hold | null, planned: Planned): Planned =>
  hold === null || planned.kind === 'nothing' ? planned : stop(holdTrouble(version, hold));
