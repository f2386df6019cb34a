import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { State } from '../../../../src/sandbox/github/state.ts';
import type { Shop } from '../../../support/rig.ts';

/** Every text on GitHub that a page makes something of: comments, texts of PRs and issues, of releases. */
export function writtenTexts(shop: Shop): string[] {
  const { issues, releases } = JSON.parse(readFileSync(join(shop.dir, 'github/state.json'), 'utf8')) as State;
  return [
    ...issues.flatMap((issue) => [issue.body ?? '', ...issue.comments.map(({ body }) => body)]),
    ...releases.map(({ body }) => body ?? ''),
  ];
}

/** The comments of HTML that rel writes to know a text as its own. */
const ownMarks = /<!-- \/?rel:[a-z-]+(?: [^<>]*)? -->/g;

/** Code as Markdown has it, in fences or spans: nothing in it is anything but code. */
const code = /(?:^|\n)(`{3,})[^`\n]*\n[\s\S]*?\n\1(?=\n|$)|(?<![\\`])(`+)(?!`)[\s\S]*?(?<!`)\2(?!`)/g;

/** What GitHub would make something of: each kind, and how it is known once code, escapes and entities are gone. */
const kinds: readonly (readonly [string, RegExp])[] = [
  ['HTML', /<[a-z!/]/i],
  ['an image', /!\[[^\]]*\]\(/],
  ['a link', /(?<!\[v?[\d.]+[^\]]*)\]\((?!https:\/\/github\.com\/acme\/shop\/)/],
  ['an address', /https?:\/\/(?!github\.com\/acme\/shop\/)|\bwww\./i],
  ['a mention', /@(?:rita|acme)/i],
  ['a reference', /(?:GH-|acme\/shop#)220/i],
  ['a word that closes', /(?<!(?:by [\w-]+|\(#\d+\)), )(?:fix|close)(?:s|es)? \\?#220/i],
  [
    'a control character',
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/u,
  ],
];

/** What in a text that rel wrote on GitHub, or in a step's summary, is more than text; empty where nothing is. */
export function writtenProblems(markdown: string): string[] {
  const first = markdown.replace(ownMarks, '').replace(code, ' ');
  const unescaped = first.replace(/\\[!-/:-@[-`{-~]/g, '·').replace(/&#\d+;|&lt;|&amp;/g, '·');
  return kinds.flatMap(([name, form]) => {
    const found = form.exec(unescaped);
    return found === null
      ? []
      : [`${name}: ${unescaped.slice(Math.max(0, found.index - 60), found.index + 60)}`];
  });
}
