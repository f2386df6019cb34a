/** How a step waits between two tries: real time and chance, or what a test puts in their place. */
export interface Rivalry {
  /** Milliseconds, from whenever. */
  now(): number;
  /** Resolves after that many milliseconds. */
  sleep(ms: number): Promise<void>;
  /** At least 0 and less than 1. */
  random(): number;
}

export const rivalry: Rivalry = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
  random: Math.random,
};

/**
 * How often entries are put onto a newer ledger before giving up. Each time somebody else has won, so that twenty at
 * once that have one entry each all get through.
 */
export const mostTries = 25;

/** How often a remote is asked whose refs stay locked although nobody moves them: a git has died there. */
export const mostLocked = 8;

/**
 * Milliseconds to wait after the nth lost try (from 1), which took `took` milliseconds: by chance, so that those who met
 * do not meet again; and up to four times as long as a try takes, so that of many only some try at a time.
 */
export const pauseAfter = (lost: number, took: number, { random }: Pick<Rivalry, 'random'>): number =>
  Math.floor(random() * Math.min(longestPause, Math.max(200, took) * Math.min(lost, 4)));

const longestPause = 5000;
