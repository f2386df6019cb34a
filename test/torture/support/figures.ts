import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Figure } from './figures-table.ts';

/**
 * Puts on record what a test of the long suite has tried. Called once a row, when all of it is known; rows of the same
 * room and words add up. The end of the run holds them against docs/survival.md.
 */
export function figure(row: Figure): void {
  writeFileSync(join(inject('figures'), `${randomUUID()}.json`), JSON.stringify(row));
}
