import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createSandbox } from '../../src/sandbox/create.ts';
import { serve } from '../../src/sandbox/github/serve.ts';
import { connectProxy } from '../support/proxy.ts';

const run = promisify(execFile);

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The name under which the sandbox is a GitHub Enterprise Server of its own, behind the proxy. */
export const hostName = 'github.sandbox.test';

/** A served sandbox, and other people's clients to drive it. */
export interface Stage {
  readonly dir: string;
  /** `127.0.0.1:PORT`, without the proxy. */
  readonly address: string;
  /** `gh ARGS` as that user against `hostName`, in `cwd`. */
  gh(login: string, args: readonly string[], options?: Options): Promise<Ran>;
  /** Plain git, with the certificate and the proxy. */
  git(cwd: string, ...args: string[]): Promise<Ran>;
  close(): Promise<void>;
}

export interface Options {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

async function certificate(dir: string): Promise<{ cert: string; key: string }> {
  const [cert, key] = [join(dir, 'cert.pem'), join(dir, 'key.pem')];
  const names = `subjectAltName=IP:127.0.0.1,DNS:${hostName}`;
  const subject = ['-subj', `/CN=${hostName}`, '-addext', names];
  const files = ['-keyout', key, '-out', cert];
  await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...files, ...subject]);
  return { cert, key };
}

async function outcome(
  command: string,
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
  input = '',
): Promise<Ran> {
  const started = run(command, args, { cwd, env, maxBuffer: 1 << 24 });
  // A command that reads no input may be gone before it is written; its exit code says how it went.
  started.child.stdin?.on('error', () => undefined);
  started.child.stdin?.end(input);
  return started.then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      out: error.stdout,
      err: error.stderr,
    }),
  );
}

export async function openStage(): Promise<Stage> {
  const dir = mkdtempSync(join(tmpdir(), 'rel-peers-'));
  await createSandbox(join(dir, 'sandbox'));
  const { cert, key } = await certificate(dir);
  const tls = { cert: readFileSync(cert), key: readFileSync(key) };
  const { url, close } = await serve(join(dir, 'sandbox', 'github'), { port: 0, tls });
  const address = url.replace('https://', '');
  const proxy = await connectProxy(Number(address.split(':')[1]));
  const base = {
    ...process.env,
    HOME: dir,
    HTTPS_PROXY: proxy.url,
    https_proxy: proxy.url,
    NO_PROXY: '127.0.0.1',
    no_proxy: '127.0.0.1',
    SSL_CERT_FILE: cert,
    GIT_SSL_CAINFO: cert,
    GH_CONFIG_DIR: join(dir, 'gh'),
    GH_PROMPT_DISABLED: '1',
    GH_NO_UPDATE_NOTIFIER: '1',
  };
  return {
    dir,
    address,
    gh: (login, args, { cwd = dir, input, env = {} } = {}) => {
      const own = { GH_HOST: hostName, GH_ENTERPRISE_TOKEN: `sandbox:${login}` };
      return outcome('gh', args, cwd, { ...base, ...own, ...env }, input);
    },
    git: (cwd, ...args) => outcome('git', args, cwd, base),
    close: async () => {
      proxy.close();
      await close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
