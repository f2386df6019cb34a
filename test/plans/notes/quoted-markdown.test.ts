import { expect, test } from 'vitest';
import { quotedMarkdown } from '../../../src/plans/notes/quoted-markdown.ts';

const zero = '\u200b';

test.each([
  [
    'lists and emphasis',
    '- *one*\n- **two** [docs](https://acme.test)',
    '- *one*\n- **two** [docs](https://acme.test)',
  ],
  ['HTML', '<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)>'],
  ['HTML behind a backslash', '\\<b>', '&lt;b>'],
  ['a comment that would swallow what follows', '<!-- rest', '&lt;!-- rest'],
  ['mentions', 'ask @dora or @acme/qa', `ask @${zero}dora or @${zero}acme/qa`],
  ['a mention behind a backslash', '\\@dora', `@${zero}dora`],
  ['code keeps what it says', 'set `<id>` to `@x` now', 'set `<id>` to `@x` now'],
  ['code with backticks in it', '`` a ` <b> `` c', '`` a ` <b> `` c'],
  ['a backtick that would pair with another line', 'a ` b\n` <b> ` c', 'a \\` b\n` <b> ` c'],
  ['a backtick that is none', '\\` <b> `', '\\` &lt;b> \\`'],
  ['an image', 'see ![pixel](https://spy.test/x.png)', 'see \\![pixel](https://spy.test/x.png)'],
  ['an image behind a bang', '!![x](y)', '!\\![x](y)'],
  ['headings', '## Before\ntext\n### After ###', '**Before**\ntext\n**After**'],
  ['underlined headings', 'Before\n---\nAfter\n===', 'Before\n\nAfter'],
  ['what a link means', '[Fix]: https://evil.test', '\\[Fix]: https://evil.test'],
  ['many blank lines, and Windows', 'a\r\n\r\n\r\n\r\nb\r\n', 'a\n\nb'],
  ['control characters', 'a\u001b[31mb\u202ec\u0000', 'a[31mbc'],
  ['nothing', ' \n', ''],
])('%s', (_, text, quoted) => {
  expect(quotedMarkdown(text)).toBe(quoted);
});

test('code blocks keep what is in them, and end where they end for every reader', () => {
  expect(quotedMarkdown('run\n```sh\npsql < up.sql # @all\n```\n<b>')).toBe(
    'run\n\n```\npsql < up.sql # @all\n```\n\n&lt;b>',
  );
  // Within a list item the block ends with the item, whatever comes of its fence.
  expect(quotedMarkdown('- x\n  ```\n  a\n  ```\n<b>')).toBe('- x\n\n```\na\n```\n\n&lt;b>');
  expect(quotedMarkdown('- x\n  ```\n<b>')).toBe('- x\n\n```\n<b>\n```');
  expect(quotedMarkdown('~~~\n```\n<b>\n~~~~\nc')).toBe('````\n```\n<b>\n````\n\nc');
  expect(quotedMarkdown('> ```\n> <b>')).toBe('> \\`\\`\\`\n> &lt;b>');
});

test('what is quoted once may be quoted again', () => {
  const text = quotedMarkdown('## A\n<b> @x `<c>`\n```\n<d>\n```\n![e](f)');
  expect(quotedMarkdown(text)).toBe(text);
});

test('a line of nothing but marks takes no time', () => {
  const line = Array.from({ length: 300 }, (_, n) => '`'.repeat(n + 1)).join(' ');
  const begun = performance.now();
  quotedMarkdown(line);
  quotedMarkdown(`${'`a '.repeat(20_000)}\n${'!['.repeat(20_000)}`);
  expect(performance.now() - begun).toBeLessThan(5_000);
});
