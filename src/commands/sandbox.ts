import { resolve } from 'node:path';
import type { Command } from 'commander';
import * as z from 'zod';
import { RelError } from '../domain/errors.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';

export const result = z
  .record(z.string(), z.unknown())
  .describe('where the sandbox is, or where it is served');

const actions = ['create', 'serve', 'ci', 'demo'] as const;

export function configure(command: Command): void {
  command
    .argument('<action>', 'create, serve, ci (let its CI report on a ref), or demo (a whole train, narrated)')
    .argument('[dir]', 'the folder of the sandbox')
    .argument('[ref]', 'with ci: the branch or tag, for example rc/1.8.0')
    .option('--from <repository>', 'with create: start from a copy of a local repository')
    .option('--port <number>', 'with serve: the port on 127.0.0.1; 0 takes a free one', '8080')
    .option('--tls-cert <file>', 'with serve: a certificate, for clients that insist on https')
    .option('--tls-key <file>', 'with serve: its key');
  examples(command, [
    'rel sandbox create /tmp/shop',
    'rel sandbox create /tmp/rehearsal --from .',
    'rel sandbox serve /tmp/shop --port 8080',
    'rel sandbox ci /tmp/shop rc/1.8.0',
    'rel sandbox demo',
  ]);
}

export async function run(invocation: Invocation): Promise<Report> {
  const [action, dir, ref] = invocation.args;
  const known = actions.find((name) => name === action);
  if (known === 'demo') return demo(invocation, dir);
  if (known === undefined || dir === undefined) throw usage(known);
  const folder = resolve(invocation.globals.dir, dir);
  if (known === 'create') return create(invocation, folder);
  return known === 'serve' ? serve(invocation, folder) : ci(folder, ref);
}

async function create({ options, globals }: Invocation, folder: string): Promise<Report> {
  const { createSandbox } = await import('../sandbox/create.ts');
  const from = typeof options.from === 'string' ? { from: resolve(globals.dir, options.from) } : {};
  const report = await createSandbox(folder, from);
  const next = `next: cd ${folder}/work && rel status`;
  return { result: { ...report }, text: () => `a repository and its GitHub are in ${folder}\n${next}` };
}

async function serve({ options, io, globals }: Invocation, folder: string): Promise<Report> {
  const { serveSandbox } = await import('../sandbox/serve.ts');
  const { url, closed } = await serveSandbox(folder, {
    port: portOf(options.port),
    tls: tlsOf(options, globals.dir),
  });
  io.err(`serving ${folder} on ${url} (stop with Ctrl-C)\n`);
  await closed;
  return { result: { url }, text: () => '' };
}

async function ci(folder: string, ref: string | undefined): Promise<Report> {
  if (ref === undefined) throw usage('ci');
  const { runSandboxCi } = await import('../sandbox/ci.ts');
  const report = await runSandboxCi(folder, ref);
  return { result: { ...report }, text: () => `CI has reported on ${ref}: ${report.checks.join(', ')}` };
}

async function demo({ globals, io }: Invocation, dir: string | undefined): Promise<Report> {
  const { runDemo } = await import('../sandbox/demo.ts');
  const folder = await runDemo({ dir: dir === undefined ? null : resolve(globals.dir, dir), write: io.out });
  return { result: { dir: folder }, text: () => '' };
}

function portOf(option: unknown): number {
  const port = Number(option);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new RelError({
    code: 'usage',
    message: `\`${String(option)}\` is not a port`,
    remedy: 'give a number from 0 to 65535: rel sandbox serve DIR --port 8080',
  });
}

function tlsOf(
  options: Readonly<Record<string, unknown>>,
  dir: string,
): { cert: string; key: string } | null {
  const { tlsCert, tlsKey } = options;
  if (tlsCert === undefined && tlsKey === undefined) return null;
  if (typeof tlsCert === 'string' && typeof tlsKey === 'string') {
    return { cert: resolve(dir, tlsCert), key: resolve(dir, tlsKey) };
  }
  throw new RelError({
    code: 'usage',
    message: 'https needs both --tls-cert and --tls-key',
    remedy: 'give both: rel sandbox serve DIR --tls-cert FILE --tls-key FILE',
  });
}

const usage = (action: (typeof actions)[number] | undefined): RelError =>
  new RelError({
    code: 'usage',
    message:
      action === undefined
        ? 'that is not something to do with a sandbox'
        : `\`rel sandbox ${action}\` needs ${action === 'ci' ? 'a folder and a branch or tag' : 'a folder'}`,
    remedy:
      action === 'ci'
        ? 'run: rel sandbox ci DIR rc/1.8.0'
        : 'run: rel sandbox create DIR (or serve DIR, ci DIR REF, demo)',
  });
