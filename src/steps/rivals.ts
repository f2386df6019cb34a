/** How a step waits between two tries: real time and chance, or what a test puts in their place. */
export interface Rivalry {
  /** Resolves after that many milliseconds. */
  sleep(ms: number): Promise<void>;
  /** At least 0 and less than 1. */
  random(): number;
}

export const rivalry: Rivalry = {
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
 * Milliseconds to wait after the nth lost try (from 1): by chance, so that those who met do not meet again, and the less
 * the longer one has tried, so that nobody is overtaken for ever.
 */
export const pauseAfter = (lost: number, { random }: Pick<Rivalry, 'random'>): number =>
  Math.floor((random() * 800) / lost);
