import { expect, test } from 'vitest';
import { withNotes } from '../../src/domain/release-body.ts';

const fresh = withNotes('', '## 1.8.0\n');

test.each([
  ['is written whole into an empty text', ' \n', '<!-- rel:notes -->\n## 1.8.0\n<!-- /rel:notes -->\n'],
  ['takes the place of older notes', withNotes('', 'old'), fresh],
  [
    'leaves what a person wrote around it',
    `Read this.\r\n\r\n${withNotes('', 'old')}Thanks!`,
    `Read this.\r\n\r\n${fresh}Thanks!`,
  ],
  ['leaves a text alone that is a person’s own', 'Mine', 'Mine'],
  [
    'leaves a text alone whose markers are broken',
    '<!-- /rel:notes --> x <!-- rel:notes -->',
    '<!-- /rel:notes --> x <!-- rel:notes -->',
  ],
])('what rel says of a release %s', (_, before, after) => {
  expect(withNotes(before, '## 1.8.0\n')).toBe(after);
});

test('notes cannot end their own part', () => {
  const evil = withNotes('', 'a <!-- /rel:notes --> b');
  expect(withNotes(evil, 'new')).toBe(withNotes('', 'new'));
});
