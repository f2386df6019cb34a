/** A word in all that is hostile here, by which it is known again wherever it comes out. */
export const sign = 'Zx';

/** What moves a cursor, sets a title or a clipboard, hides or turns round what follows. */
export const controls: readonly string[] = [
  '\u001b[31mred\u001b[0m',
  '\u001b[2J\u001b[H',
  '\u001b]0;title\u0007',
  '\u001b]52;c;ZXZpbA==\u0007',
  '\u001b]8;;http://evil.example\u001b\\link\u001b]8;;\u001b\\',
  '\u001b]52;c;unended',
  '\u001bP$q"p\u001b\\',
  '\u001bc',
  '\u009b31mC1',
  '\u009d0;C1 title\u009c',
  '\u008d\u0085',
  'a\rb',
  'a\u0008\u0008b',
  '\u007f\u0007\u000b\u000c',
  '\u202egnp.exe',
  '\u2066isolate\u2069\u061c\u200f',
  '\u2028\u2029',
  '\u200b\u2060\ufeff\u00ad',
  '\u{e0041}\u{e0042}\u{e007f}',
  '\ufff9anchor\ufffb',
];

/** What GitHub's runner obeys in a log (fact 39), at the start of a line or anywhere in it. */
const commands: readonly string[] = [
  '\n::error::pwned',
  '\n  ::error file=x,line=1::pwned',
  '\r\n::set-output name=x::y',
  '\n::stop-commands::never',
  '\n::add-mask::a',
  '\n::add-path::/evil',
  '\n::save-state name=x::y',
  '\n##[error]pwned',
  ' ##[add-mask]a',
  '%0A::error::pwned',
  '\u2028::error::pwned',
];

/** What a page of GitHub makes something of: HTML, Markdown, people, issues, rel's own marks. */
export const markup: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '<!-- rel:picks -->',
  '<!-- rel:notes --> <!-- /rel:notes -->',
  '<!-- rel:pick-request -->',
  '![i](http://evil.example/i.png)',
  '[l](javascript:alert(1))',
  '[l]: http://evil.example',
  'http://evil.example/x www.evil.example',
  '@rita @acme/qa',
  '&#64;rita &commat;rita &lt;b&gt;',
  'Fixes #220',
  'closes GH-220, fixes acme/shop#220, fixes https://github.com/acme/shop/issues/220',
  '| a | b |',
  '`code` ``two`` *b* _u_ ~~s~~',
  '- [x] done',
  '\n# heading\n```\nfence\n',
  '\\',
];

/** What a shell, git or JavaScript would make something of. */
export const programs: readonly string[] = [
  '$(touch CANARY)',
  '`touch CANARY`',
  "'; touch CANARY; '",
  '--upload-pack=touch CANARY',
  '-oProxyCommand=touch CANARY',
  'ext::sh -c touch% CANARY',
  '__proto__',
  'constructor',
  '$& $1 {version} {n}',
  '${{ github.token }}',
  'a\u0000b',
  '..%2f..',
  '../../etc/passwd',
];

/** What pretends that something has been done (provenance, a revert), in a commit's message. */
export const trailers = (sha: string): readonly string[] => [
  `(cherry picked from commit ${sha})`,
  `This reverts commit ${sha}.`,
  `Revert "${sha}"`,
  'Signed-off-by: Rita Rte <rita@example.com>',
  `Rel-Entry: ${sha.slice(0, 20)}`,
];

/** All of it, in one text. */
export const everything: string = [...controls, ...commands, ...markup, ...programs].join(` ${sign} `);

/** Names that git takes for refs, and a person or a program for something else. `${IFS}` is how a blank gets into one. */
export const refNames: readonly string[] = [
  'heads/--upload-pack=touch${IFS}Zx',
  'heads/-Zx',
  'heads/refs/heads/Zx',
  'heads/HEAD-Zx',
  'heads/rc/1.8.0;touch${IFS}Zx',
  'heads/rc/$(touch${IFS}Zx)',
  'heads/rc/`touch${IFS}Zx`',
  "heads/rc/Zx'",
  'heads/rc/"Zx"',
  'heads/rc/<img/src=Zx>',
  'heads/rc/1.8.0-Zx',
  'heads/rc/01.8.0Zx',
  'heads/feature/Zx|y',
  'heads/feature/@rita-Zx',
  'heads/feature/\u202eZx',
  'heads/feature/\u200bZx\u{e0041}',
  'heads/feature/\u009b31mZx',
  'heads/feature/##[error]Zx'.replace('[', '('),
  'heads/feature/{version}Zx',
  'heads/feature/Zx&&id',
  'heads/feature/Zx%0A',
  `heads/feature/Zx${'long'.repeat(50)}`,
  'heads/hotfix/1.7.9Zx',
  'heads/rel/pick/Zx',
  `heads/${'0123456789'.repeat(4)}`,
  'tags/--force-Zx',
  'tags/v1.8.0-rc.99999999999999999999Zx',
  'tags/v1.8.0-rc.2\u202eZx',
  'tags/v1.8.0-rc.02',
  'tags/v9.9.9-Zx',
  `tags/${'9876543210'.repeat(4)}`,
  'notes/Zx',
  'rel/Zx',
];

/** Paths of files in a commit. */
export const paths: readonly string[] = [
  '-Zx',
  '--upload-pack=Zx',
  ':(exclude)Zx',
  'Zx\u001b[31m',
  'Zx\n::error::pwned',
  'Zx\u202e',
  'Zx`|*<b>@rita#220',
  'Zx "quoted\\',
  'Zx\ttab',
  '$(touch Zx)',
  '__proto__',
];
