import { again, type Trouble } from '../domain/errors.ts';
import { lengthOf, momentOf } from '../domain/moment.ts';
import type { Answer } from './answer.ts';
import { limitName, limitSeconds, namedSeconds } from './patience.ts';
import type { RunPatience } from './run-patience.ts';

/** What is known of a limit that the run's patience did not outlast. */
export interface Limited {
  /** What was being done, and GitHub's words. */
  readonly message: string;
  readonly patience: RunPatience;
  /** What gives a higher limit at once, where there is something. */
  readonly instead: string | null;
}

/**
 * A rate limit that the run could not wait for: which it is, until when by our own clock, and the two ways on, later or
 * with more patience.
 */
export function rateLimited(answer: Answer, { message, patience, instead }: Limited): Trouble {
  const now = patience.now();
  const named = namedSeconds(answer, now);
  const { most, spent } = patience;
  const used = spent === 0 ? '' : `, of which it has waited ${lengthOf(spent)}`;
  const until = named === null ? '' : ` until ${momentOf(now + named * 1000, now)}`;
  const why = `${limitName(answer)} is used up${until}; this run may wait ${lengthOf(most)} in all (--max-wait)${used}`;
  const later = `in ${named === null ? 'some minutes' : lengthOf(named)}`;
  const longer = `at once with --max-wait ${optionFor(Math.max(limitSeconds(answer, 0, now), most + 1))}`;
  const remedy = `${later}, or ${longer}, which waits, ${again}`;
  return {
    code: 'rate-limited',
    message,
    why,
    remedy: instead === null ? remedy : `${instead}; or ${remedy}`,
  };
}

/** A value of --max-wait that is enough for so many seconds: whole minutes, one to spare. */
const optionFor = (seconds: number): string => `${Math.ceil(seconds / 60) + 1}m`;
