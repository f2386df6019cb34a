import { expect, test } from 'vitest';
import { matchesBranch } from '../../../src/domain/branch-match.ts';
import { WellFormedRef } from '../../../src/domain/git.ts';
import { codeText, plainText, unlinked } from '../../../src/domain/markdown.ts';
import { isVersion, matchPattern } from '../../../src/domain/pattern.ts';
import { fitsRefPattern } from '../../../src/domain/ref-pattern.ts';
import { withNotes } from '../../../src/domain/release-body.ts';
import { seenJson } from '../../../src/domain/unseen.ts';
import { missingHeadings } from '../../../src/gates/headings.ts';
import { damage } from '../../../src/git/damage.ts';
import { hasFooter } from '../../../src/git/footer.ts';
import { isBranchName } from '../../../src/git/ref-format.ts';
import { accessRefused, refusalCode } from '../../../src/git/refusal.ts';
import { readSaid } from '../../../src/git/remote-reasons.ts';
import { cleanLines, gitSays } from '../../../src/git/words.ts';
import { cleaned, redact } from '../../../src/github/redact.ts';
import { migrationSteps } from '../../../src/plans/notes/migration.ts';
import { quotedMarkdown } from '../../../src/plans/notes/quoted-markdown.ts';
import { shortened } from '../../../src/plans/notes/shortened.ts';
import { bareTitle, commitWords, titleOf } from '../../../src/plans/sources/commit-words.ts';
import { revertedBy } from '../../../src/plans/sources/revert-message.ts';
import { clean } from '../../../src/view/clean.ts';
import { figure } from '../support/figures.ts';

/** What looks at text of others, a text at a time. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  ...{
    plainText,
    codeText,
    unlinked,
    quotedMarkdown,
    hasFooter,
    titleOf,
    bareTitle,
    revertedBy,
    commitWords,
  },
  ...{
    redact,
    cleaned,
    clean,
    cleanLines,
    gitSays,
    accessRefused,
    damage,
    isBranchName,
    isVersion,
    seenJson,
  },
  migrationSteps: (text) => migrationSteps(text, ['Migration']),
  'migrationSteps below': (text) => migrationSteps(`## Migration\n${text}`, ['Migration']),
  missingHeadings: (text) => missingHeadings(text, ['Steps']),
  withNotes: (text) => withNotes(text, text),
  shortened: (text) => shortened(text, '1.8.0'),
  readSaid: (text) => readSaid([text]),
  'readSaid of lines': (text) => readSaid(text.split('\n')),
  refusalCode: (text) => refusalCode(text, [text]),
  matchPattern: (text) => matchPattern('v{version}-rc.{n}', text),
  matchesBranch: (text) => matchesBranch('feature/**/x*y', text),
  // No server takes a longer name of a ref.
  fitsRefPattern: (text) => fitsRefPattern('**/*a*b', text.slice(0, 4000)),
  'a ref': (text) => WellFormedRef.safeParse(`refs/heads/${text}`),
};

/** What is said again and again, on one line or on many. */
const words: readonly string[] = [
  ...[
    'a',
    ' ',
    '\n',
    'a.',
    'a-',
    'a/',
    '(',
    '[',
    '](',
    '![',
    '<',
    '<!--',
    '<!-- rel:notes -->',
    '`',
    '"',
    '\\',
    '*',
  ],
  ...[
    '_a',
    '~',
    '#',
    '#1 ',
    '(#1)',
    '@a ',
    'http://',
    'www.',
    'a:',
    'a: b\n',
    ' \n',
    '\t',
    '\r',
    '- [ ] a\n',
    '>',
    '|',
  ],
  ...[
    'revert "',
    'Reverts #',
    'Reverts #1\n',
    'this reverts commit abcdef0 ',
    'abcdef0, ',
    'reverts commits abcdef0\n',
  ],
  ...[
    'Basic ',
    'basic  ',
    'authorization: ',
    'authorization =',
    'ghp_',
    'x@',
    '://',
    'a://',
    'a+',
    '&lt;',
    '&#64;',
  ],
  ...[
    '::',
    '##[',
    '\u001b[',
    '\u001b]0;',
    '\u009b',
    '{version}',
    '1.',
    '1.8.0-rc.',
    'v1',
    'remote: ',
    'error: ',
    '!',
  ],
  ...[
    '## Migration\n',
    '```\n',
    '~~~',
    '    ',
    'GH006: ',
    'Permission to ',
    'refusing to allow ',
    '\ud800',
    '\u{1f600}',
  ],
];

/** Characters of one text: what takes its square of time takes seconds, all else milliseconds. */
const length = 50_000;

test.each(Object.entries(readers))('a long text takes no more than its length: %s', (name, read) => {
  for (const word of words) {
    const text = word.repeat(Math.ceil(length / word.length));
    const began = performance.now();
    read(text);
    read(`${text}!`);
    expect(performance.now() - began, `milliseconds of ${name} for ${JSON.stringify(word)}`).toBeLessThan(
      5000,
    );
  }
  figure({
    room: 'hostile',
    what: 'texts of 50 KB that might take for ever',
    tried: words.length,
    failures: 0,
  });
});
