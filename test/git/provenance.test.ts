import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasFooter } from '../../src/git/footer.ts';
import { messageWithProvenance } from '../../src/git/provenance.ts';
import { emptyRepository, git } from '../support/git-history.ts';

const dir = emptyRepository();
const source = 'a'.repeat(40);
const origin = `(cherry picked from commit ${source})\n`;
const say = (message: string, trailers?: readonly string[]) =>
  messageWithProvenance(Buffer.from(message), source, trailers).toString();

// No lines of blanks: git counts them with the trailers above, which this reference cannot see (parity.test.ts can).
const line = fc.constantFrom(
  ...['Subject', 'body text', '', '', ' continued', 'Key: value', 'Refs: 1', 'Signed-off-by: A <a@b>'],
  ...[
    '(cherry picked from commit 1)',
    '# comment',
    'Conflicts:',
    '\tpath',
    'a b: c',
    ': x',
    '-: z',
    'x :y',
    'é: ü',
  ],
  `# ${'-'.repeat(24)} >8 ${'-'.repeat(24)}`,
);

describe('the end of a message', () => {
  test('is trailers where git interpret-trailers finds some', () => {
    const message = fc.array(line, { minLength: 1, maxLength: 10 }).map((lines) => `${lines.join('\n')}\n`);
    fc.assert(
      fc.property(message, (text) => {
        const added = git(dir, ['interpret-trailers', '--no-divider', '--trailer', 'Mark: x'], text).split(
          '\n',
        );
        // Git adds a trailer right below those there are, and after an empty line where there are none.
        const found = added[added.lastIndexOf('Mark: x') - 1]?.trim() ?? '';
        const bytes = Buffer.from(text).toString('latin1');
        expect(hasFooter(bytes), JSON.stringify(text)).toBe(found !== '');
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['one of git and three others', 's\n\na\nb\nc\nSigned-off-by: x\n', true],
    ['one of git and four others', 's\n\na\nb\nc\nd\nSigned-off-by: x\n', false],
    ['a trailer and a line of text', 's\n\nKey: x\ntext\n', false],
    ['the subject alone', 'Key: value\n', false],
    ['nothing', '', false],
  ])('is judged at the edges: %s', (_, message, expected) => {
    expect(hasFooter(message)).toBe(expected);
  });
});

describe('the message of a pick', () => {
  test.each([
    ['a subject', 'Fix\n', `Fix\n\n${origin}`],
    ['no line break at the end', 'Fix', `Fix\n\n${origin}`],
    ['trailers', 'Fix\n\nRefs: 1\n', `Fix\n\nRefs: 1\n${origin}`],
    [
      'an earlier pick',
      'Fix\n\n(cherry picked from commit 1)\n',
      `Fix\n\n(cherry picked from commit 1)\n${origin}`,
    ],
    ['nothing', '', origin],
    ['untidy blanks', '\n\nFix  \n\n\n\nbody\t\n\n\n', `Fix\n\nbody\n\n${origin}`],
  ])('ends with its origin: %s', (_, message, expected) => {
    expect(say(message)).toBe(expected);
  });

  test('has further trailers last, each of one line', () => {
    expect(say('Fix\n', ['Rel-Pr: 7'])).toBe(`Fix\n\n${origin}Rel-Pr: 7\n`);
    expect(() => say('Fix\n', ['a: b\nc: d'])).toThrow('one line');
  });
});
