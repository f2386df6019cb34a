import { join } from 'node:path';
import { afterAll } from 'vitest';
import { AskedProcess } from './asked-process.ts';
import { type Program, Run, type RunOptions, type Shop, scenario } from './rig.ts';

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
  readonly #process: AskedProcess;

  private constructor(asked: AskedProcess) {
    this.#process = asked;
  }

  static async start(): Promise<Runner> {
    return new Runner(await AskedProcess.ofProgram(join(import.meta.dirname, 'runner.mjs')));
  }

  /** Runs `rel ARGS`, in the environment of the test with `env` over it. */
  async run(
    args: readonly string[],
    { cwd, env = {} }: RunOptions & { readonly cwd: string },
    conditions: Conditions = {},
  ): Promise<Run> {
    const call = { args, cwd, env: { ...process.env, ...env }, ...conditions };
    const { exit, stdout, stderr } = (await this.#process.ask(call)) as Said;
    return new Run(exit, stdout, stderr);
  }

  /** What it has asked over the network by now has waited for as long as it may. */
  timeIsUp(): void {
    this.#process.tell('time is up');
  }

  /** Resolves once its process has ended. */
  stop(): Promise<void> {
    return this.#process.stop();
  }
}

interface Said {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
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
