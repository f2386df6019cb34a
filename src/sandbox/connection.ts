import { embeddedGitHub } from './github/app.ts';
import { openStore } from './github/store.ts';

export interface SandboxConnection {
  readonly owner: string;
  readonly name: string;
  /** The login of a client that brings no token of its own. */
  readonly viewer: string;
  readonly fetch: typeof globalThis.fetch;
}

/** The embedded GitHub of a sandbox, in this process: a fetch that needs no port. `folder` is DIR/github. */
export async function sandboxConnection(folder: string): Promise<SandboxConnection> {
  const { owner, name, viewer } = await openStore(folder).read();
  const github = embeddedGitHub(folder);
  return { owner, name, viewer, fetch: (input, init) => github.fetch(new Request(input, init)) };
}
