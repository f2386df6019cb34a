import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Where files get their names by a rename, below rel's own folder of a clone. */
const places = ['', 'github-cache', 'ledger-cache'];

/**
 * Takes away the drafts (`NAME.PID`, `NAME.new`) of a rel that was killed before it could rename them. The caller
 * holds the clone's lock, without which no `.new` is written.
 */
export function removeDrafts(folder: string): void {
  for (const place of places.map((name) => join(folder, name)).filter(existsSync)) {
    for (const name of readdirSync(place))
      if (name.endsWith('.new') || isOfTheDead(name)) rmSync(join(place, name), { force: true });
  }
}

function isOfTheDead(name: string): boolean {
  const pid = /\.(\d{1,10})$/.exec(name)?.[1];
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
