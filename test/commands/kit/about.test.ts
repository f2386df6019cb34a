import { expect, test } from 'vitest';
import { reportAbout } from '../../../src/commands/kit/about.ts';
import { paintFor } from '../../../src/view/paint.ts';

const about = { product: 'web', oneOfSeveral: true, remote: 'upstream' };
const words = 'run: git fetch origin, then rel pick 7';
const report = { result: { title: words, remedy: words }, warnings: [words], text: () => words };
const typed = 'run: git fetch upstream, then rel --product web pick 7';
const paint = paintFor({ isTerminal: false, color: false, env: {} });

test('what is to be typed names the remote and the product; what somebody else wrote in a result stays', () => {
  const told = reportAbout(report, about);
  expect([told.text(paint), told.warnings, told.result]).toEqual([
    ...[typed, [typed]],
    { product: 'web', title: words, remedy: typed },
  ]);
});

test('a document stays as it is: a change may be about the words of a command', () => {
  expect(reportAbout({ ...report, isDocument: true }, about).text(paint)).toBe(words);
});
