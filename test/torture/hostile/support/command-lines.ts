import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** The command lines of every process of this machine right now, their words parted by NUL. */
function commandLines(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'latin1')];
      } catch {
        return []; // it has ended meanwhile
      }
    });
}

/** Runs `work`, and answers what it did with every command line that could be seen in /proc meanwhile. */
export async function watchingProcesses<T>(work: () => Promise<T>): Promise<{ done: T; seen: Set<string> }> {
  const seen = new Set<string>();
  let working = true;
  const watch = async () => {
    while (working) {
      for (const line of commandLines()) seen.add(line);
      await wait(2);
    }
  };
  const watched = watch();
  try {
    const done = await work();
    return { done, seen };
  } finally {
    working = false;
    await watched;
  }
}
