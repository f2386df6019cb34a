import { setTimeout as delay } from 'node:timers/promises';

/** Time as the client sees it: milliseconds since 1970, and a wait in milliseconds. Tests put their own. */
export interface Clock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}
const realClock: Clock = { now: Date.now, sleep: (ms) => delay(ms) };

/** One wait, as it begins. */
export interface Wait {
  /** What is waited for, in words that begin a sentence. */
  readonly why: string;
  readonly seconds: number;
  /** When it ends, in milliseconds since 1970 by our own clock. */
  readonly until: number;
}

/** Shows a wait from its beginning; what it answers is called at its end. */
export type ShowWait = (wait: Wait) => () => void;

/**
 * How long a run waits for GitHub in all: for its rate limits, and before it asks again what failed. One for a run,
 * whatever it connects to and however much it asks at once: what waits at the same time waits together.
 */
export class RunPatience {
  /** Seconds. */
  readonly most: number;
  readonly clock: Clock;
  readonly #show: ShowWait;
  #spent = 0;
  #until = 0;
  #ending: Promise<void> = Promise.resolve();

  constructor(most: number, show: ShowWait = () => () => {}, clock: Clock = realClock) {
    this.most = most;
    this.clock = clock;
    this.#show = show;
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.clock.now();
  }

  /** Seconds waited so far, the wait that is on included. */
  get spent(): number {
    return this.#spent;
  }

  /** The longest wait that may begin now, in seconds: what lies within one that is on has been granted already. */
  get left(): number {
    return Math.max(0, this.most - this.#spent) + Math.max(0, (this.#until - this.now()) / 1000);
  }

  /** Waits that long, or the rest of it where a wait is on that covers a part. */
  async wait(why: string, seconds: number): Promise<void> {
    const now = this.now();
    const until = now + seconds * 1000;
    if (until > this.#until) {
      this.#spent += (until - Math.max(now, this.#until)) / 1000;
      this.#until = until;
      this.#ending = this.#sit({ why, seconds, until });
    }
    await this.#ending;
  }

  async #sit(wait: Wait): Promise<void> {
    const ended = this.#show(wait);
    await this.clock.sleep(wait.seconds * 1000);
    ended();
  }

  /** Ends when no wait is on: what is asked meanwhile would only be refused, too. */
  rest(): Promise<void> {
    return this.#ending;
  }
}
