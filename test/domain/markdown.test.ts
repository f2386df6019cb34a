import { describe, expect, it } from 'vitest';
import { codeText, plainText } from '../../src/domain/markdown.ts';

describe('text from outside in Markdown', () => {
  it.each([
    ['a  b\nc', 'a b c'],
    ['*bold* [x](y) <b> # | ~ `z`', '\\*bold\\* \\[x\\](y) \\<b\\> \\# \\| \\~ \\`z\\`'],
    ['thanks @dora', 'thanks @\u200bdora'],
    ['fixes #7, GH-7 and a/b#7', 'fixes \\#\u200b7, GH-\u200b7 and a/b\\#\u200b7'],
    ['&lt;b&gt; &#64;dora', '\\&lt;b\\&gt; \\&\\#\u200b64;dora'],
    ['https://evil.example or www.evil.example', 'https:\u200b//evil.example or www\u200b.evil.example'],
    ['a\u202eb\u001b[31mc\u0000', 'ab\\[31mc'],
  ])('%j is shown as it stands, and mentions nobody', (text, shown) => expect(plainText(text)).toBe(shown));

  it.each([
    ['rc/1.8.0', '`rc/1.8.0`'],
    ['a|b', '`a\\|b`'],
    ['a`b', '`` a`b ``'],
    ['``', '``` `` ```'],
    ['a\nb', '`a b`'],
  ])('%j is one piece of code, in a table too', (name, shown) => expect(codeText(name)).toBe(shown));
});
