import { lengthOf, momentOf } from '../domain/moment.ts';
import { clean } from './clean.ts';

interface Waited {
  /** What is waited for, in words that begin a sentence. */
  readonly why: string;
  /** In milliseconds since 1970. */
  readonly until: number;
}

/** A wait, as one line, at this moment (milliseconds since 1970). */
export function waitLine({ why, until }: Waited, now: number): string {
  const left = Math.max(1, Math.ceil((until - now) / 1000));
  return left < 10
    ? `${clean(why)}: waiting ${left} s`
    : `${clean(why)}: waiting ${lengthOf(left)}, until ${momentOf(until, now)}`;
}

/** The same once it is over; `seconds` is how long it was. */
export const waitedLine = ({ why }: Waited, seconds: number): string =>
  `${clean(why)}: waited ${lengthOf(seconds)}`;
