import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { NewObject } from './pack.ts';
import { stored } from './stored.ts';

/**
 * Writes objects into an object directory of the scratch, a file each (gitrepository-layout), which a few are sooner
 * than a process of git has started. Nothing makes them durable, so this is not for the user's repository.
 */
export function writeLoose(folder: string, objects: readonly NewObject[]): void {
  for (const { sha, type, bytes } of objects) {
    const file = join(folder, sha.slice(0, 2), sha.slice(2));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, stored(Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes])));
  }
}
