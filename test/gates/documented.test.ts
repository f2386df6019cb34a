import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gatesPage } from '../support/gates-page.ts';

test('docs/gates.md tells every gate kind as its schema has it', () => {
  const page = join(import.meta.dirname, '../../docs/gates.md');
  if (process.env.UPDATE_DOCS === '1') writeFileSync(page, gatesPage());
  expect(readFileSync(page, 'utf8')).toBe(gatesPage());
  expect(gatesPage()).toContain('## sign-off');
});
