import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';

/** Options of a node that starts many processes: a fork costs what the memory of its parent is, 10 ms for 100 MB. */
const small = ['--max-semi-space-size=1', '--single-threaded'];

/** A process of a module that answers what it is asked, one thing after the other. */
export class AskedProcess {
  readonly #child: ChildProcess;
  #said = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stderr?.on('data', (bytes: Buffer) => {
      this.#said += bytes.toString();
    });
  }

  /** Starts a module that has the built program's main.js as its argument; resolves once it has told that it is ready. */
  static async ofProgram(module: string): Promise<AskedProcess> {
    const main = join(dirname(inject('cli')), '../dist/main.js');
    const asked = new AskedProcess(
      fork(module, [main], { execArgv: small, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] }),
    );
    await asked.#answer();
    return asked;
  }

  /** Its answer, which is what the module makes of it; rejects where the process is gone, with what it said. */
  ask(message: object): Promise<unknown> {
    this.#child.send(message);
    return this.#answer();
  }

  /** Tells it something that has no answer. */
  tell(message: string): void {
    this.#child.send(message);
  }

  /** Resolves once its process has ended. */
  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }

  #answer(): Promise<unknown> {
    const child = this.#child;
    return new Promise((told, failed) => {
      const gone = () => failed(new Error(`a process that was asked is gone: ${this.#said}`));
      if (child.exitCode !== null || child.signalCode !== null) gone();
      child.once('close', gone);
      child.once('message', (message) => {
        child.off('close', gone);
        told(message);
      });
    });
  }
}
