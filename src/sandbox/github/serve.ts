import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { embeddedGitHub } from './app.ts';
import { ConnectionDropped } from './faults.ts';

export interface ServeOptions {
  /** 0: any free port. */
  readonly port: number;
  /** 127.0.0.1 unless told otherwise: a sandbox has no secrets and no guard. */
  readonly host?: string;
  /** A certificate and its key (PEM): clients such as `gh` insist on https. */
  readonly tls?: { readonly cert: string | Buffer; readonly key: string | Buffer };
}

/** Serves the embedded GitHub of `dir` (DIR/github) on a port until `close` is called. Throws if the port is taken. */
export async function serve(
  dir: string,
  { port, host = '127.0.0.1', tls }: ServeOptions,
): Promise<{ url: string; close(): Promise<void> }> {
  const github = embeddedGitHub(dir);
  const answer = async (request: Request, env: HttpBindings): Promise<Response> => {
    try {
      return await github.fetch(request);
    } catch (error) {
      if (!(error instanceof ConnectionDropped)) return broken(error);
      env.incoming.socket.destroy();
      return new Response(null);
    }
  };
  const secure = tls === undefined ? {} : { createServer: createHttps, serverOptions: tls };
  const server = createAdaptorServer({
    fetch: (request, env) => answer(request, env as HttpBindings),
    overrideGlobalObjects: false,
    ...secure,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${host}:${taken}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** A bug of the embedded GitHub: said as such, so that it never passes for GitHub's answer. */
function broken(error: unknown): Response {
  const message = `The embedded GitHub failed: ${error instanceof Error ? error.message : String(error)}`;
  return new Response(JSON.stringify({ message }), {
    status: 500,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
}
