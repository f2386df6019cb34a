import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { type Program, Run, type RunOptions, type Shop, scenario } from './rig.ts';

/** Options of a node that starts many processes: a fork costs what the memory of its parent is, 10 ms for 100 MB. */
export const small = ['--max-semi-space-size=1', '--single-threaded'];

/** How the program finds the world while it runs. */
export interface Conditions {
  /** What its clock says all the time, in milliseconds since 1970; it goes on unless told. */
  readonly clock?: number;
  /** True: it does not sit out what it waits for GitHub, though it says and counts it. */
  readonly hasty?: boolean;
}

/**
 * A process that runs the built program again and again, one run after the other: a run costs a part of what starting the
 * CLI does. What needs a process of its own (signals, a kill, a terminal, standard input) is for `runCli`.
 */
export class Runner {
  readonly #child: ChildProcess;
  #said = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stderr?.on('data', (bytes: Buffer) => {
      this.#said += bytes.toString();
    });
  }

  static async start(): Promise<Runner> {
    const main = join(dirname(inject('cli')), '../dist/main.js');
    const file = join(import.meta.dirname, 'runner.mjs');
    const runner = new Runner(
      fork(file, [main], { execArgv: small, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] }),
    );
    await runner.#answer();
    return runner;
  }

  /** Runs `rel ARGS`, in the environment of the test with `env` over it. */
  async run(
    args: readonly string[],
    { cwd, env = {} }: RunOptions & { readonly cwd: string },
    conditions: Conditions = {},
  ): Promise<Run> {
    this.#child.send({ args, cwd, env: { ...process.env, ...env }, ...conditions });
    const { exit, stdout, stderr } = (await this.#answer()) as {
      exit: number;
      stdout: string;
      stderr: string;
    };
    return new Run(exit, stdout, stderr);
  }

  /** What it has asked over the network by now has waited for as long as it may. */
  timeIsUp(): void {
    this.#child.send('time is up');
  }

  /** Resolves once its process has ended. */
  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }

  /** What it answers next; rejects where it is gone. */
  #answer(): Promise<unknown> {
    const child = this.#child;
    return new Promise((told, failed) => {
      const gone = () => failed(new Error(`the runner is gone: ${this.#said}`));
      if (child.exitCode !== null || child.signalCode !== null) gone();
      child.once('close', gone);
      child.once('message', (message) => {
        child.off('close', gone);
        told(message);
      });
    });
  }
}

/** As many runners as there are runs at a time: a run takes one that is free, or starts one more. */
class Runners {
  readonly #all: Runner[] = [];
  readonly #free: Runner[] = [];

  readonly program: Program = async (args, options) => {
    const runner = this.#free.pop() ?? (await this.#start());
    try {
      return await runner.run(args, options);
    } finally {
      this.#free.push(runner);
    }
  };

  async #start(): Promise<Runner> {
    const runner = await Runner.start();
    this.#all.push(runner);
    return runner;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#all.map((runner) => runner.stop()));
  }
}

/**
 * The `scenario` of a test file of many runs: those at a time are processes of their own, and a process does one run after
 * the other. A run that is killed is to be started `alone`.
 */
export function scenariosOfRunners(): typeof scenario {
  const runners = new Runners();
  afterAll(() => runners.stop());
  return (name, story) =>
    scenario(name, (shop: Shop) => {
      shop.program = runners.program;
      return story(shop);
    });
}
