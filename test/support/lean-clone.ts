import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { git, temporaryFolder } from './git-history.ts';

/**
 * A clone by URL that lacks something on purpose: `--filter=blob:none`, `--depth=1`. Counts what it fetches until the
 * test is over, by the one hook of a server that git runs for the user's own configuration alone.
 */
export function leanClone(origin: string, dir: string, options: readonly string[]) {
  git(origin, ['config', 'uploadpack.allowFilter', 'true']);
  git(dir, ['clone', '--quiet', ...options, `file://${origin}`, '.']);
  const log = temporaryFolder();
  const [hook, config] = [join(log, 'hook'), join(log, 'config')];
  writeFileSync(hook, `#!/bin/sh\n: > '${log}/asked.'$$\nexec "$@"\n`);
  chmodSync(hook, 0o755);
  writeFileSync(config, `[uploadpack]\n\tpackObjectsHook = ${hook}\n`);
  const before = process.env.GIT_CONFIG_GLOBAL;
  process.env.GIT_CONFIG_GLOBAL = config;
  onTestFinished(() => {
    process.env.GIT_CONFIG_GLOBAL = before;
  });
  return {
    /** How often objects were fetched; reading the refs is no fetch. */
    fetches: () => readdirSync(log).filter((name) => name.startsWith('asked.')).length,
  };
}
