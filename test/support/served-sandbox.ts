import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { inject } from 'vitest';

export interface Served {
  readonly url: string;
  readonly stop: () => Promise<unknown>;
}

/**
 * `rel sandbox serve DIR` in a process of its own, whose clock stands still at `time` (milliseconds since 1970): a small
 * process starts git faster than a test's, and GitHub starts one for each request. It reads what is there each time.
 */
export async function serveAlone(dir: string, time: number): Promise<Served> {
  const preloads = ['still-clock.mjs', 'patient-server.mjs'].flatMap((name) => [
    '--import',
    join(import.meta.dirname, name),
  ]);
  const args = [...preloads, inject('cli'), 'sandbox', 'serve', dir, '--port', '0'];
  const env = { ...process.env, STILL_CLOCK: `${time}` };
  const server = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const url = await servedAt(server);
  return {
    url,
    stop: () => {
      const ended = once(server, 'exit');
      server.kill();
      return ended;
    },
  };
}

async function servedAt({ stderr }: ChildProcess): Promise<string> {
  let said = '';
  for await (const bytes of stderr?.iterator({ destroyOnReturn: false }) ?? []) {
    said += String(bytes);
    const url = / on (http:\S+)/.exec(said)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(`nothing is served: ${said}`);
}
