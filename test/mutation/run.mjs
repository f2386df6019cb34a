import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { report } from './report.mjs';

/**
 * `npm run mutate`: breaks src/gates in every way that Stryker knows, one at a time, and counts what the tables of
 * test/gates notice; writes docs/mutation.md. `npm run mutate -- src/gates/soak.ts` (files, or `FILE:LINE-LINE`) only
 * prints what survives there. Stryker is 150 packages for this one purpose, so that it stands outside of the
 * project's dependencies: in a temporary folder, at a fixed version.
 */
const version = '9.6.1';
const top = join(import.meta.dirname, '../..');
const parts = process.argv.slice(2);

const tools = join(tmpdir(), `rel-stryker-${version}`);
const ready = join(tools, 'ready');
if (!existsSync(ready)) {
  rmSync(tools, { recursive: true, force: true });
  mkdirSync(tools);
  writeFileSync(join(tools, 'package.json'), '{ "private": true }\n');
  const options = ['--ignore-scripts', '--no-audit', '--no-fund'];
  execFileSync('npm', ['install', ...options, `@stryker-mutator/core@${version}`], {
    cwd: tools,
    stdio: 'inherit',
  });
  writeFileSync(ready, '');
}

const scratch = mkdtempSync(join(tmpdir(), 'rel-mutation-'));
try {
  const config = join(scratch, 'stryker.config.json');
  const { default: base } = await import('./stryker.config.json', { with: { type: 'json' } });
  const fileName = join(scratch, 'report.json');
  const mutate = parts.length === 0 ? base.mutate : parts;
  const plugins = [join(import.meta.dirname, 'runner.mjs')];
  const tempDirName = join(scratch, 'copy');
  const options = { ...base, mutate, plugins, tempDirName, jsonReporter: { fileName } };
  writeFileSync(config, JSON.stringify(options));
  const stryker = join(tools, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const { status } = spawnSync(process.execPath, [stryker, 'run', config], { cwd: top, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
  else if (parts.length === 0) report([fileName]);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
