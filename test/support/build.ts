import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The built CLI's start file. */
    readonly cli: string;
    /** A folder with a fresh sandbox in it, to be copied and never changed. */
    readonly template: string;
  }
}

/**
 * Builds the CLI once before the tests, into a folder of this run's own, so that no scenario ever runs yesterday's
 * code; and makes the one sandbox that every scenario starts from a copy of.
 */
export default function build(project: TestProject): () => void {
  const dir = mkdtempSync(join(workplace(), 'rel-tests-'));
  // Every temporary folder of the run is in one, those that the code under test makes included: workers end without
  // `exit`, so nobody else would take them away.
  process.env.TMPDIR = join(dir, 'tmp');
  mkdirSync(process.env.TMPDIR);
  execFileSync('npm', ['run', 'build', '--silent', '--', `--outdir=${join(dir, 'dist')}`], { stdio: 'pipe' });
  mkdirSync(join(dir, 'bin'));
  cpSync('bin/rel.js', join(dir, 'bin/rel.mjs'));
  const cli = join(dir, 'bin/rel.mjs');
  // What the bundle is says the package.json beside it.
  cpSync('package.json', join(dir, 'package.json'));
  const template = join(dir, 'sandbox');
  execFileSync(process.execPath, [cli, 'sandbox', 'create', template], { stdio: 'pipe' });
  project.provide('cli', cli);
  project.provide('template', template);
  return () => rmSync(dir, { recursive: true, force: true });
}

/** A file system in memory where there is one with room (2 GiB): what costs most in these tests is syncing files. */
function workplace(): string {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 2 * 2 ** 30 ? memory : tmpdir();
}
