import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { type EmbeddedGitHub, embeddedGitHub } from '../../../src/sandbox/github/app.ts';
import { openStore } from '../../../src/sandbox/github/store.ts';

/** GitHub, which nobody kills: one server for every place in its turn. */
export class GitHubHost {
  readonly url: string;
  readonly #close: () => void;
  #github: EmbeddedGitHub | null = null;
  #folder = '';

  private constructor(
    url: string,
    close: () => void,
    answers: { of: (request: Request) => Promise<Response> },
  ) {
    this.url = url;
    this.#close = close;
    answers.of = (request) =>
      this.#github === null ? Promise.reject(new Error('no place')) : this.#github.fetch(request);
  }

  static async start(): Promise<GitHubHost> {
    const answers = { of: (_: Request): Promise<Response> => Promise.reject(new Error('not there yet')) };
    const server = createAdaptorServer({
      fetch: (request) => answers.of(request),
      overrideGlobalObjects: false,
    });
    // A rel that is looked at point after point takes its time.
    if ('keepAliveTimeout' in server) server.keepAliveTimeout = 600_000;
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const stop = () => {
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
    };
    const { port } = server.address() as AddressInfo;
    return new GitHubHost(`http://127.0.0.1:${port}`, stop, answers);
  }

  /** From here on it answers for the sandbox in `folder` (DIR/github), whose time stands still. */
  serve(folder: string, clock: string): void {
    this.#folder = folder;
    this.#github = embeddedGitHub(folder, { now: () => new Date(clock) });
  }

  /** Lets it see the pushes that nobody has asked about yet. */
  async settle(clock: string): Promise<void> {
    await openStore(this.#folder, { now: () => new Date(clock) }).read();
  }

  stop(): void {
    this.#close();
  }
}
