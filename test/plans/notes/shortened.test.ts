import { expect, test } from 'vitest';
import { shortened } from '../../../src/plans/notes/shortened.ts';

const end = 'There is more than GitHub takes here: `rel notes 1.8.0` shows all of it.\n';

test('what GitHub takes stays as it is', () => {
  expect(shortened('a\nb\n', '1.8.0', 4)).toBe('a\nb\n');
  expect(shortened('x'.repeat(120_000), '1.8.0')).toHaveLength(120_000);
});

test('what is longer ends at a line, and no code block swallows the end', () => {
  expect(shortened('one\ntwo\nthree\n', '1.8.0', 9)).toBe(`one\ntwo\n\n${end}`);
  expect(shortened('````\n```\nx\nyyyyy\n````\n', '1.8.0', 12)).toBe(
    `\`\`\`\`\n\`\`\`\nx\n\`\`\`\`\n\n${end}`,
  );
  expect(shortened('```\nx\n```\nyyyyy\n', '1.8.0', 12)).toBe(`\`\`\`\nx\n\`\`\`\n\n${end}`);
  expect(shortened('x'.repeat(200_000), '1.8.0')).toBe(`\n\n${end}`);
});
