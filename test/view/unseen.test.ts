import { expect, test } from 'vitest';
import { clean } from '../../src/view/clean.ts';
import { envelope } from '../../src/view/envelope.ts';

/** What moves a cursor, sets a clipboard, turns writing around, or is never drawn. */
const hostile = [
  ['\u001b[2Ja\u009b31mb', 'ab'],
  ['\u001b]52;c;ZXZpbA==\u0007a\u001b]8;;http://evil\u001b\\b', 'ab'],
  ['a\u061c\u202e\u2066b\u200fc', 'abc'],
  ['a\ufeff\u2060\u00ad\u{e0041}\u{e007f}b', 'ab'],
  ['a\u2028b\r\nc\td\u0000', 'a b c d'],
  ['👩‍💻 می‌خواهم Grüße', '👩‍💻 می‌خواهم Grüße'],
] as const;

test.each(hostile)('%j is shown as text', (text, shown) => expect(clean(text)).toBe(shown));

test('JSON says the same, and nothing in it reaches a terminal or the commands of GitHub Actions', () => {
  const result = hostile.map(([text]) => `${text}##[add-mask]x\n::error::x`);
  const parts = { command: 'status', exit: 0, plan: null, warnings: [], trouble: null };
  const said = envelope({ ...parts, result });
  expect(JSON.parse(said).result).toEqual(result);
  expect(said).not.toMatch(
    /[^\n -~\u00a1-\u00ac\u00ae-\u0600\u0620-\u200d\u2010-\u2027\u{1f000}-\u{1ffff}]|##\[|^\s*::/mu,
  );
});
