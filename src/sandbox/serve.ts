import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from './github/serve.ts';

export interface ServeOptions {
  readonly port: number;
  /** Files of a certificate and its key, for clients that insist on https. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

/** Serves a sandbox's GitHub on 127.0.0.1 until the process is stopped; `closed` then resolves. */
export async function serveSandbox(
  dir: string,
  { port, tls }: ServeOptions,
): Promise<{ url: string; closed: Promise<void> }> {
  const secure = tls === null ? {} : { tls: { cert: readFileSync(tls.cert), key: readFileSync(tls.key) } };
  const { url, close } = await serve(join(dir, 'github'), { port, ...secure });
  const closed = new Promise<void>((resolve, reject) => {
    process.once('SIGTERM', () => void close().then(resolve, reject));
  });
  return { url, closed };
}
