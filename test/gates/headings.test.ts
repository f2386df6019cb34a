import { describe, expect, test } from 'vitest';
import { missingHeadings } from '../../src/gates/headings.ts';

describe('a heading', () => {
  test.each<[string, string, string[]]>([
    ['text', '## A\ntext', []],
    ['of the first level', '# A\ntext', []],
    ['of the sixth level', '###### A\ntext', []],
    ['of a seventh level, which is none', '####### A\ntext', ['A']],
    ['no case', '## a ##\ntext', []],
    ['one mark behind it', '## A #\ntext', []],
    ['marks and blanks behind it', '##   A ###  \ntext', []],
    ['another word behind it', '## A b\ntext', ['A']],
    ['another word before it', '## b A\ntext', ['A']],
    ['no blank', '##A\ntext', ['A']],
    ['three blanks before it', '   ## A\ntext', []],
    ['four blanks before it, which is code', '    ## A\ntext', ['A']],
    ['a word before its marks', 'x ## A\ntext', ['A']],
    ['a word before it that ends a line', 'x\n## A\ntext', []],
    ['not there', '## B\ntext', ['A']],
    ['text only above it', 'text\n## A\n', ['A']],
    ['nothing', '## A\n\n## B\ntext', ['A']],
    ['text below a heading of its own', '## A\n### B\ntext', []],
    ['text two levels below', '# A\n## B\n### C\ntext', []],
    ['text after a heading of its own', '## A\n### B\n## C\ntext', ['A']],
    ['the next of the same level', '## A\n## B\ntext', ['A']],
    ['the next of a higher level', '### A\n## B\ntext', ['A']],
    ['a comment', '## A\n<!-- say something\nhere -->\n', ['A']],
    ['a comment without an end', '## A\n<!-- say something\nhere', ['A']],
    ['text between comments', '## A\n<!-- a -->text<!-- b -->\n', []],
    ['inside a comment', '<!--\n## A\n-->\ntext', ['A']],
    ['inside code', '```\n## A\ntext\n```\n', ['A']],
    ['inside code of the other mark', '~~~\n## A\ntext\n~~~\n', ['A']],
    ['inside code with a language', '   ```sh\n## A\ntext\n```\n', ['A']],
    ['after code', '```\ntext\n```\n## A\ntext', []],
    ['marks of code inside a line', 'as ```\n## A\ntext', []],
    ['marks of code four blanks in', '    ```\n## A\ntext', []],
    ['code, which is text', '## A\n```\nrun\n```\n', []],
    ['a heading inside code, which is text', '## A\n```\n# B\n```\n', []],
    ['code with nothing in it', '## A\n```\n```\n', ['A']],
    ['Windows line ends', '## A\r\ntext\r\n', []],
  ])('with %s', (_, text, expected) => {
    expect(missingHeadings(text, ['A'])).toEqual(expected);
  });

  test('is asked for in any letters, and each that is missing is named as it was asked for', () => {
    expect(missingHeadings('## rollback plan\ntext', [' Rollback PLAN ', 'b', 'C '])).toEqual(['b', 'C ']);
  });
});

test.each([
  ...['', ' ', 'TODO', 'todo.', 'Tbd:', 'TBA!', 'n/a', '...', '....', '…', '-', '_', '____'],
  ...['<what to do>', '<>', '[describe]', '[]', '_No response_'],
  ...['* TBD', '+ TBD', '- TBD', '1. TBD', '12. TBD', '-   TBD', '  TBD  ', '  - TBD', '- ', '1.'],
  ...['- [ ] TBD', '- [x] TBD', '- [X]', '-  [ ]  TBD', '- [ ]'],
])('nothing below a heading: %j', (line) => {
  expect(missingHeadings(`## A\n${line}\n`, ['A'])).toEqual(['A']);
});

test.each([
  ...['TODO list', 'my TODO', 'TODO..', 'n/a here', '.....', '_x_', 'a_', '_No response_ yet'],
  ...[
    '<a> b',
    'b <a>',
    '<a> <b>',
    '[a] b',
    'b [a]',
    '[a][b]',
    '-TBD',
    '1.TBD',
    'a - TBD',
    'x. TBD',
    '- [y] TBD',
    '- [ ]TBD',
  ],
  ...['- [ ] back up', '- back up', '1. back up', '12. back up', '--'],
])('text below a heading: %j', (line) => {
  expect(missingHeadings(`## A\n${line}\n`, ['A'])).toEqual([]);
});
