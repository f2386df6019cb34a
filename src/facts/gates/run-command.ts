import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { found, type Read, unreadable } from '../../domain/errors.ts';
import type { CommandRequest, CommandRun, Subject } from '../../domain/facts.ts';
import { fileAt } from '../../git/file-at.ts';
import { redact } from '../../github/redact.ts';
import type { World } from '../world.ts';

/** How much of the output is held, in characters; a program that prints more is not stopped. */
const mostOutput = 65_536;

/** How much of its end is judged, and goes on record with the verdict. */
const judgedOutput = 8192;

/**
 * Runs a command of the policy, without a shell, in a directory of its own that holds the named files as they are on
 * the remote's develop branch: what is checked out here has no say. It gets what is judged as JSON, and no token; what
 * looks like one in its output is taken out. At the end of its time it is killed with all that it started.
 */
export async function runCommand(
  world: World,
  { argv, files, seconds }: CommandRequest,
  subject: Subject,
): Promise<Read<CommandRun>> {
  const dir = mkdtempSync(join(tmpdir(), 'rel-command-'));
  try {
    const absent = await layOut(world, files, dir);
    if (absent !== null) return unreadable(absent);
    return await run(argv, dir, seconds, `${JSON.stringify({ rel: 1, ...subject })}\n`);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Why one of the files cannot be had, or null. Every file may be run, since a tree's modes say nothing about blobs. */
async function layOut(
  { repo, develop }: World,
  files: readonly string[],
  dir: string,
): Promise<string | null> {
  for (const path of files) {
    const text = await fileAt(repo, develop.sha, path);
    if (!text.ok) return text.why;
    if (text.value === null) return `${path} is not on ${develop.branch}`;
    const target = join(dir, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text.value);
    chmodSync(target, 0o700);
  }
  return null;
}

function run(
  [program = '', ...args]: readonly string[],
  cwd: string,
  seconds: number,
  input: string,
): Promise<Read<CommandRun>> {
  return new Promise((done) => {
    let output = '';
    let late = false;
    const child = spawn(program, args, { cwd, env: withoutTokens(process.env), detached: true });
    const keep = (text: Buffer) => {
      output = `${output}${text.toString()}`.slice(-mostOutput);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.stdin.on('error', () => undefined); // it need not read what it is told
    child.stdin.end(input);
    const timer = setTimeout(() => {
      late = true;
      if (child.pid !== undefined) killGroup(child.pid);
    }, seconds * 1000);
    child.on('error', (error) => {
      clearTimeout(timer);
      done(unreadable(`it could not be started: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const end = { output: redact(output).slice(-judgedOutput) };
      if (late) done(found({ ended: 'timeout', ...end }));
      else if (code === null) done(found({ ended: 'signal', signal: signal ?? 'unknown', ...end }));
      else done(found({ ended: 'exit', code, ...end }));
    });
  });
}

/** It leads a group of its own, so that what it started goes with it. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended in the meantime.
  }
}

const withoutTokens = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/TOKEN|SECRET|PASSWORD/i.test(name)));
