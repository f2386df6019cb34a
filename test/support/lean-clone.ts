import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git, temporaryFolder } from './git-history.ts';

/** A clone by URL that lacks something on purpose: `--filter=blob:none`, `--depth=1`. Counts what it fetches. */
export function leanClone(origin: string, dir: string, options: readonly string[]) {
  git(origin, ['config', 'uploadpack.allowFilter', 'true']);
  git(dir, ['clone', '--quiet', ...options, `file://${origin}`, '.']);
  const log = temporaryFolder();
  const wrapper = join(log, 'upload-pack');
  writeFileSync(wrapper, `#!/bin/sh\ntee '${log}/asked.'$$ | git-upload-pack "$@"\n`);
  chmodSync(wrapper, 0o755);
  git(dir, ['config', 'remote.origin.uploadpack', wrapper]);
  const asked = () => readdirSync(log).filter((name) => name.startsWith('asked.'));
  return {
    /** How often objects were fetched; reading the refs is no fetch. */
    fetches: () => asked().filter((name) => readFileSync(join(log, name)).includes('command=fetch')).length,
  };
}
