import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** One start of a program: its arguments, and its environment as `NAME=value`. */
export interface Started {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: readonly string[];
}

/** A PATH whose programs are the real ones, and write down how they were started. */
export function recorded(programs: readonly string[] = ['git']): {
  readonly path: string;
  readonly starts: () => Started[];
} {
  const dir = mkdtempSync(join(tmpdir(), 'rel-recorded-'));
  for (const program of programs) {
    const real = execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
    const file = join(dir, program);
    // What `read -d ''` would lose, the kernel has: the environment a program was started with.
    writeFileSync(
      file,
      `#!/bin/sh\n{ printf '%s\\0' "$@"; printf '\\1\\0'; cat /proc/$$/environ; } > "$(mktemp '${dir}/${program}.start.XXXXXX')"\nexec '${real}' "$@"\n`,
    );
    chmodSync(file, 0o755);
  }
  const starts = () =>
    readdirSync(dir)
      .filter((name) => name.includes('.start.'))
      .map((name): Started => {
        const words = readFileSync(join(dir, name), 'utf8').split('\0').slice(0, -1);
        const end = words.indexOf('\u0001');
        return { program: name.split('.')[0] ?? '', args: words.slice(0, end), env: words.slice(end + 1) };
      });
  return { path: `${dir}${delimiter}${process.env.PATH}`, starts };
}

/**
 * The arguments from outside (they have this sign in them) that git could take for something else than names: neither
 * behind a `--`, nor whole names of refs with nothing but a SHA or `--force-with-lease=` before them.
 */
export function smuggled(starts: readonly Started[], sign: string): string[] {
  const name = /^(?:--force-with-lease=|[0-9a-f]{40}:|:)?refs\//;
  return starts.flatMap(({ args }) => {
    const end = args.indexOf('--');
    const options = end === -1 ? args : args.slice(0, end);
    return options
      .filter((word) => word.includes(sign) && !name.test(word))
      .map((word) => `${word} in: ${args.join(' ')}`);
  });
}
