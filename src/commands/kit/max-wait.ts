import { RelError } from '../../domain/errors.ts';
import type { Io } from './io.ts';

/** A person waits a minute and would rather decide than sit on. */
const forPeople = 60;
/**
 * In CI nobody is there to type it again, but a job costs by the minute and may keep others from starting: ten minutes
 * outlast a secondary limit (1, 2 and 4 minutes: fact 4), and not the hour of a primary one.
 */
const forCi = 600;
const longest = 86_400;
const units: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600 };

/**
 * How many seconds a run may wait for GitHub in all: by --max-wait, else by REL_MAX_WAIT, else by who is there. Throws
 * RelError `usage` for what is no length of time.
 */
export function maxWaitOf(option: string | undefined, { env, isCi }: Pick<Io, 'env' | 'isCi'>): number {
  const fromEnv = env.REL_MAX_WAIT ?? '';
  if (option !== undefined) return secondsOf(option, '--max-wait');
  if (fromEnv !== '') return secondsOf(fromEnv, 'REL_MAX_WAIT');
  return isCi ? forCi : forPeople;
}

function secondsOf(text: string, named: string): number {
  const [, count = '', unit = ''] = /^(\d{1,9})([smh]?)$/.exec(text.trim()) ?? [];
  const seconds = Number(count) * (units[unit] ?? 1);
  if (count !== '' && seconds <= longest) return seconds;
  throw new RelError({
    code: 'usage',
    message:
      count === ''
        ? `${named} is no length of time: \`${text}\``
        : `${named} is longer than a day: \`${text}\``,
    why: 'it is how long rel may wait for GitHub in all, in seconds, or as 90s, 5m or 1h; no limit of GitHub lasts longer than an hour',
    remedy: 'give it one such as --max-wait 5m; 0 waits for nothing',
  });
}
