import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sandboxConnection } from './connection.ts';
import { type DemoStep, demoSteps } from './demo-story.ts';

export interface DemoOptions {
  /** Where the sandbox goes; null: a new temporary folder. */
  readonly dir: string | null;
  readonly write: (text: string) => void;
}

/**
 * Shows a whole release train. Every command is printed and then run as a process of its own, whose output goes
 * straight to the terminal; one that ends otherwise than the story says ends the demo.
 *
 * @returns the folder, which is left for the reader to go on in
 */
export async function runDemo({ dir, write }: DemoOptions): Promise<string> {
  const folder = dir ?? mkdtempSync(join(tmpdir(), 'rel-demo-'));
  for (const step of demoSteps(folder)) {
    write(`\n# ${step.says}\n`);
    if ('command' in step) runCommand(step, folder, write);
    else await actOnGitHub(step, folder, write);
  }
  write(`\nThe train is yours now:\n\n  cd ${folder}/work\n`);
  write('  rel status\n  rel tag-rc 1.9.0 --dry-run\n  rel log 1.8.0 --verbose\n');
  write('\n(without rel on the PATH, use: ');
  write(`node ${process.argv[1] ?? 'bin/rel.js'})\n`);
  return folder;
}

function runCommand(
  step: Extract<DemoStep, { command: unknown }>,
  folder: string,
  write: DemoOptions['write'],
): void {
  write(`$ rel ${step.command.join(' ')}\n`);
  const cwd = step.command[0] === 'sandbox' ? folder : join(folder, 'work');
  const [script = ''] = process.argv.slice(1);
  const { status } = spawnSync(process.execPath, [script, ...step.command], {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== step.exit) throw new Error(`the demo expected exit ${step.exit} here, and got ${status}`);
  if (status !== 0) write(`(exit ${status})\n`);
}

async function actOnGitHub(
  step: Exclude<DemoStep, { command: unknown }>,
  folder: string,
  write: DemoOptions['write'],
): Promise<void> {
  const { owner, name, fetch } = await sandboxConnection(join(folder, 'github'));
  const path = `/repos/${owner}/${name}/${step.path}`;
  write(`> ${step.method} ${path}   (as ${step.as}, on the embedded GitHub)\n`);
  const answer = await fetch(`http://localhost${path}`, {
    method: step.method,
    headers: { authorization: `token sandbox:${step.as}`, 'content-type': 'application/json' },
    body: JSON.stringify(step.body),
  });
  if (!answer.ok) throw new Error(`the embedded GitHub answered ${answer.status}: ${await answer.text()}`);
}
