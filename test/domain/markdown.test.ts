import { describe, expect, it } from 'vitest';
import { codeText, plainText } from '../../src/domain/markdown.ts';

describe('text from outside in Markdown', () => {
  it.each([
    ['a  b\nc', 'a b c'],
    ['*bold* [x](y) <b> # | ~ `z`', '\\*bold\\* \\[x\\](y) \\<b\\> \\# \\| \\~ \\`z\\`'],
    ['thanks @dora', 'thanks @\u200bdora'],
  ])('%j is shown as it stands, and mentions nobody', (text, shown) => expect(plainText(text)).toBe(shown));

  it.each([
    ['rc/1.8.0', '`rc/1.8.0`'],
    ['a|b', '`a\\|b`'],
    ['a`b', '`` a`b ``'],
    ['``', '``` `` ```'],
    ['a\nb', '`a b`'],
  ])('%j is one piece of code, in a table too', (name, shown) => expect(codeText(name)).toBe(shown));
});
