import { expect, test } from 'vitest';
import { migrationSteps } from '../../../src/plans/notes/migration.ts';

const headings = ['Migration', 'Upgrading'];

test.each([
  ['no heading', 'Mends the cart.\nMigration: none', null],
  ['a heading', 'Mends it.\n\n## Migration\n\nRun `up.sql`.\n\n## Tests\n\nMany.', 'Run `up.sql`.'],
  ['of any case, level and colon', '# MIGRATION: #\nRun it.', 'Run it.'],
  ['headings of its own', '## Upgrading\nFirst\n### Then\nMore\n## End', 'First\n**Then**\nMore'],
  ['two of them', '## Migration\nOne\n## Else\nx\n## Upgrading\nTwo', 'One\n\nTwo'],
  ['nothing below', '## Migration\n\n## Tests\nx', null],
  ['a comment of the template', '## Migration\n<!-- what to do -->\n', null],
  ['a comment that never ends', '## Migration\n<!-- what to do', null],
  ['None.', '## Migration\nNone.', null],
  ['a list of nothing', '## Migration\n- N/A', null],
  ['a ticked nothing', '## Migration\n- [x] Not needed', null],
  ['a form that nobody filled in', '### Migration\n\n_No response_', null],
  ['no more than the word', '## Migration\nNone of the carts survive.', 'None of the carts survive.'],
  ['a heading within code', '```\n## Migration\nx\n```\n', null],
  ['code that looks like a heading', '## Migration\n```\n# comment\nup\n```', '```\n# comment\nup\n```'],
  [
    'what is not to be trusted',
    '## Migration\n<script>x</script> ask @all',
    '&lt;script>x&lt;/script> ask @\u200ball',
  ],
  ['Windows', '## Migration\r\nRun it.\r\n', 'Run it.'],
])('%s', (_, body, steps) => {
  expect(migrationSteps(body, headings)).toBe(steps);
});
