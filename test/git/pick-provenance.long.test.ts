import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { pickInMemory } from '../../src/git/pick.ts';
import { pickSequence } from '../../src/git/pick-sequence.ts';
import { git } from '../support/git-history.ts';
import { committer, world } from '../support/git-world.ts';

const there = await world([
  { name: 'base', files: { f: 'a' } },
  { name: 'fix', parents: ['base'], files: { f: 'b' } },
  { name: 'target', parents: ['base'], files: { f: 'a', g: 'x' } },
]);
const tree = git(there.dir, ['rev-parse', `${there.sha('fix')}^{tree}`]).trim();
const trailers = ['Pull-Request: #231'];

/** One character a byte. */
const bytes = (text: string) => Buffer.from(text, 'latin1');
const utf8 = (text: string) => Buffer.from(text).toString('latin1');

interface Told {
  readonly author?: string;
  readonly encoding?: string;
  readonly message?: string;
}

/** A commit of these very bytes, however odd they are. */
function source({ author = 'Dora <d@x> 1 +0000', encoding, message = 'Fix\n' }: Told): string {
  const head = [
    `tree ${tree}`,
    `parent ${there.sha('base')}`,
    `author ${author}`,
    'committer C <c@x> 2 +0000',
  ];
  const whole = [...head, ...(encoding === undefined ? [] : [`encoding ${encoding}`]), '', message].join(
    '\n',
  );
  return git(there.dir, ['hash-object', '-t', 'commit', '-w', '--literally', '--stdin'], bytes(whole)).trim();
}

/** The pick of a commit, made either way: its author, its `encoding` header and its message, a character a byte. */
async function picked(sha: string) {
  const onto = there.sha('target');
  const one = await pickInMemory(there.repo, { source: sha, onto, committer, trailers });
  const sources = [{ sha, mainline: null, change: null, trailers }];
  const [other] = await pickSequence(there.repo, { onto, sources, committer });
  const commit = one.outcome === 'picked' ? one.commit : '';
  expect(other).toMatchObject({ outcome: 'picked', way: 'direct', commit });
  const raw = execFileSync('git', ['cat-file', 'commit', commit], { cwd: there.dir }).toString('latin1');
  const head = raw.slice(0, raw.indexOf('\n\n'));
  return {
    commit,
    author: /^author (.*)$/m.exec(head)?.[1],
    encoding: /^encoding (.*)$/m.exec(head)?.[1],
    message: raw.slice(head.length + 2),
  };
}

describe('a pick keeps', () => {
  test.each([
    ['names and dates', utf8('Ünï Cødé <u@x> 1600000000 -0330'), undefined],
    ['a name in the encoding of the commit', 'Ren\xe9 <r@x> 1600000000 +0200', 'ISO-8859-1'],
    ['a name in no encoding that is told', 'Ren\xe9 \xff\x80 <r@x> 1600000000 +0200', undefined],
    ['an encoding nobody knows', 'Dora <d@x> 1 +0000', 'x-own'],
    ['no name and no address', ' <> 0 +0000', undefined],
    ['more brackets than belong there', 'A < B <a@x>> 5 +0000', undefined],
    ['an author without a time', 'Old Tool <o@x>', undefined],
    ['a time that is none', 'Old Tool <o@x> 1e9 UTC', undefined],
  ])('the author as it stands: %s', async (_, author, encoding) => {
    const told = encoding === undefined ? { author } : { author, encoding };
    expect(await picked(source(told))).toMatchObject({ author, encoding });
  });

  test.each([
    ['ISO-8859-1', 'caf\xe9\n', 'café'],
    // The second byte of the first character is that of a backslash, and the last character ends in one.
    ['Shift_JIS', '\x95\x5c\x8e\xa6 \x83\x5c\n', '表示 ソ'],
    ['EUC-JP', '\xc9\xbd\xbc\xa8\n', '表示'],
    ['ISO-2022-JP', '\x1b$BI=<(\x1b(B\n', '表示'],
    ['windows-1251', '\xcf\xf0\xe8\xe2\xe5\xf2\n', 'Привет'],
  ])('a message in %s', async (encoding, message, subject) => {
    const sha = source({ encoding, message });
    const pick = await picked(sha);
    expect(pick).toMatchObject({
      encoding,
      message: `${message}\n(cherry picked from commit ${sha})\nPull-Request: #231\n`,
    });
    expect(git(there.dir, ['log', '-1', '--format=%s', '--encoding=UTF-8', pick.commit])).toBe(
      `${subject}\n`,
    );
  });
});

describe('the provenance goes below', () => {
  test.each([
    ['a subject alone', 'Fix', 'Fix\n\n'],
    ['a message without a line end', 'Fix\n\nbody', 'Fix\n\nbody\n\n'],
    ['the line ends of Windows', 'Fix\r\n\r\nbody\r\n', 'Fix\n\nbody\n\n'],
    ['a carriage return inside of a line', 'Fix \rx\n', 'Fix \rx\n\n'],
    ['lines that look like comments', 'Fix\n\n# heading\n#231\n', 'Fix\n\n# heading\n#231\n\n'],
    ['what git would cut off as a patch', 'Fix\n\n---\n a | 1 +\n', 'Fix\n\n---\n a | 1 +\n\n'],
    ['trailers', 'Fix\n\nSigned-off-by: A <a@x>\n', 'Fix\n\nSigned-off-by: A <a@x>\n'],
    [
      'an earlier pick of another PR',
      'Fix\n\n(cherry picked from commit 1)\nPull-Request: #7\n',
      'Fix\n\n(cherry picked from commit 1)\nPull-Request: #7\n',
    ],
    [
      'the same line that is no trailer',
      'Fix\n\nPull-Request: #231\n\nx\n',
      'Fix\n\nPull-Request: #231\n\nx\n\n',
    ],
    ['nothing', '', ''],
  ])('%s', async (_, message, kept) => {
    const sha = source({ message });
    const expected = `${kept}(cherry picked from commit ${sha})\nPull-Request: #231\n`;
    expect((await picked(sha)).message).toBe(expected);
  });

  test('an earlier pick of the same PR, which names the PR already', async () => {
    const message = 'Fix\n\n(cherry picked from commit 1)\nPull-Request: #231\n';
    const sha = source({ message });
    expect((await picked(sha)).message).toBe(`${message}(cherry picked from commit ${sha})\n`);
  });
});
