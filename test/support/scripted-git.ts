import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What befalls rel at one of its calls of git: killed before git runs, after git ended and before rel hears of it,
 * or while git goes on without it; or git waits until somebody writes to the pipe `go` beside it.
 */
export type Fate = 'killed-before' | 'killed-after' | 'killed-meanwhile' | 'waits';

/** The nth (from 1) call of this subcommand in a run. */
export interface Call {
  readonly subcommand: string;
  readonly nth?: number;
}

/** A PATH whose git is the real one, but for one call; and the folder it is in, with the pipes `there` and `go`. */
export function scriptedGit(dir: string, call: Call, fate: Fate): { env: { PATH: string }; dir: string } {
  const folder = mkdtempSync(join(dir, 'git-'));
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  for (const pipe of ['there', 'go']) execFileSync('mkfifo', [join(folder, pipe)]);
  const file = join(folder, 'git');
  writeFileSync(
    file,
    `#!/bin/sh
for word; do
  if [ "$word" = '${call.subcommand}' ]; then
    echo . >> '${folder}/calls'
    if [ "$(wc -l < '${folder}/calls')" -eq ${call.nth ?? 1} ]; then
      ${actions[fate].replaceAll('REAL', `'${real}'`).replaceAll('DIR', folder)}
    fi
    break
  fi
done
exec '${real}' "$@"
`,
  );
  chmodSync(file, 0o755);
  return { env: { PATH: `${folder}:${process.env.PATH}` }, dir: folder };
}

const actions: Readonly<Record<Fate, string>> = {
  'killed-before': 'kill -9 $PPID; exit 1',
  'killed-after': 'REAL "$@" >/dev/null 2>&1; kill -9 $PPID; exit 0',
  'killed-meanwhile': 'kill -9 $PPID',
  waits: "echo > 'DIR/there'; read -r _ < 'DIR/go'",
};
