import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A text that changes whenever a branch or tag of the bare repository at `path` does: git replaces a ref's file (or
 * `packed-refs`) by a new one, never writes into it. Far cheaper than a process for each question.
 */
export function refStamp(path: string): string {
  const rows: string[] = [];
  const add = (file: string) => {
    const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
    if (stat !== undefined) rows.push(`${file} ${stat.ino} ${stat.mtimeNs} ${stat.size}`);
  };
  const walk = (folder: string) => {
    for (const entry of entriesOf(folder)) {
      const below = join(folder, entry.name);
      if (entry.isDirectory()) walk(below);
      else add(below);
    }
  };
  add(join(path, 'packed-refs'));
  for (const folder of ['heads', 'tags']) walk(join(path, 'refs', folder));
  return rows.join('\n');
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    // git removes folders that hold no ref any more, also while they are being read.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
