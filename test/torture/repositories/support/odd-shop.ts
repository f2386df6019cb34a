import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { git, temporaryFolder } from '../../../support/git-history.ts';
import { addCommits, type OddCommit, type OddFile, utf8 } from './odd-origin.ts';

/** Twelve lines, of which one may be changed: so that two sides can change one file and still merge. */
const text = (changed = -1, words = 'changed', end = '\n'): string =>
  Array.from({ length: 12 }, (_, at) => `${at === changed ? words : `line ${at}`}${end}`).join('');
const pointer = (digit: string): string =>
  `version https://git-lfs.github.com/spec/v1\noid sha256:${digit.repeat(64)}\nsize 12345\n`;
const gitmodules = (url: string): string => `[submodule "lib"]\n\tpath = lib\n\turl = ${url}\n`;
/** Commits of a submodule's repository: in ours there are none of them. */
const libs = ['1', '2', '3'];

/** Names that a shell, a quoting, a file system or a person stumbles over; bytes that are no UTF-8 among them. */
const names: readonly string[] = [
  'with space',
  'tab\there',
  'line\nbreak',
  'quote"d',
  "apostrophe's",
  'back\\slash',
  utf8('nfc-\u00e9'),
  utf8('nfd-e\u0301'),
  'latin1-\xe9',
  'README',
  'readme',
  '-option',
  '--help',
  ':(glob)*',
  '*',
  'trailing.',
  'CON',
  `${'deep-'.repeat(45)}/`.repeat(12).concat('end'),
].map((name) => `odd/${name}`);

const attributes = [
  '*.txt text=auto',
  '*.bat text eol=crlf',
  '*.utf16 working-tree-encoding=UTF-16LE text',
  '*.bin filter=lfs diff=lfs merge=lfs -text',
  '*.mine merge=mine filter=mine diff=mine',
  '*.sum merge=union',
  '$Id.id ident',
  '',
].join('\n');

const begin = (lib: (n: number) => string): OddFile[] => [
  { path: '.releaserc.yaml', content: 'version: 1\n' },
  { path: '.gitattributes', content: attributes },
  { path: '.gitmodules', content: gitmodules('https://example.com/lib.git') },
  { path: 'lib', mode: '160000', content: lib(0) },
  { path: 'src/plain.txt', content: text() },
  { path: 'src/untouched.txt', content: text() },
  { path: 'src/crlf.txt', content: text(-1, '', '\r\n') },
  { path: 'src/run.bat', content: text() },
  { path: 'src/stored.bat', content: text(-1, '', '\r\n') },
  { path: 'src/wide.utf16', content: text(-1, 'ä') },
  { path: 'src/driven.mine', content: text() },
  { path: 'src/list.sum', content: text() },
  { path: 'src/tool', content: '#!/bin/sh\n' },
  { path: 'src/link', mode: '120000', content: 'plain.txt' },
  { path: 'big/asset.bin', content: pointer('a') },
  ...names.map((path) => ({ path, content: text() })),
];

/** What a train picks: each commit a kind of oddity; rc/1.0.0 has changed the other end of the files meanwhile. */
export const fixes = ['plain', 'line ends', 'modes', 'names', 'pointer', 'submodule'] as const;

const changes = (lib: (n: number) => string): Record<(typeof fixes)[number], OddFile[]> => ({
  plain: [{ path: 'src/plain.txt', content: text(1) }],
  'line ends': [
    { path: 'src/crlf.txt', content: text(1, 'changed', '\r\n') },
    { path: 'src/run.bat', content: text(1) },
    { path: 'src/stored.bat', content: text(1, 'changed', '\r\n') },
    { path: 'src/wide.utf16', content: text(1, 'ä') },
    { path: 'src/driven.mine', content: text(1) },
    { path: 'src/list.sum', content: `${text()}from devel\n` },
  ],
  modes: [
    { path: 'src/tool', mode: '100755', content: '#!/bin/sh\n' },
    { path: 'src/link', mode: '120000', content: '../../outside' },
  ],
  names: names.map((path) => ({ path, content: text(1) })),
  pointer: [{ path: 'big/asset.bin', content: pointer('b') }],
  submodule: [
    { path: '.gitmodules', content: gitmodules('https://example.com/moved.git') },
    { path: 'lib', mode: '160000', content: lib(1) },
  ],
});

const ownChanges: OddFile[] = [
  ...['src/plain.txt', 'src/run.bat', 'src/driven.mine'].map((path) => ({ path, content: text(10) })),
  { path: 'src/crlf.txt', content: text(10, 'changed', '\r\n') },
  { path: 'src/stored.bat', content: text(10, 'changed', '\r\n') },
  { path: 'src/list.sum', content: `${text()}from rc\n` },
  ...names.map((path) => ({ path, content: text(10) })),
];

/** devel: the six fixes, then a change of the submodule that conflicts with rc/1.1.0, which has moved it elsewhere. */
function history(lib: (n: number) => string): OddCommit[] {
  const on = changes(lib);
  const line = fixes.map((name, at): OddCommit => {
    return { name, parent: at === 0 ? 'begin' : (fixes[at - 1] ?? ''), changes: on[name] };
  });
  return [
    { name: 'begin', parent: null, changes: begin(lib) },
    ...line,
    { name: 'own', parent: 'begin', changes: ownChanges },
    { name: 'elsewhere', parent: 'begin', changes: [{ path: 'lib', mode: '160000', content: lib(2) }] },
  ];
}

/** A remote with oddities in it and a plain clone of it: `origin.git` and `work` in one folder. */
export interface OddShop {
  readonly dir: string;
  readonly origin: string;
  readonly work: string;
  readonly sha: (name: string) => string;
}

const templates = new Map<string, { dir: string; shas: Record<string, string> }>();

/** A fresh copy of it. */
export function oddShop(format: 'sha1' | 'sha256' = 'sha1', dir = temporaryFolder()): OddShop {
  const template = templates.get(format) ?? makeTemplate(format);
  templates.set(format, template);
  const [origin, work] = [join(dir, 'origin.git'), join(dir, 'work')];
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  cpSync(template.dir, origin, { recursive: true });
  git(dir, ['clone', '--quiet', '--no-checkout', '--no-hardlinks', origin, work]);
  return { dir, origin, work, sha: (name) => template.shas[name] ?? '' };
}

function makeTemplate(format: 'sha1' | 'sha256') {
  const dir = temporaryFolder();
  git(dir, ['init', '--quiet', '--bare', '--initial-branch=devel', `--object-format=${format}`]);
  git(dir, ['config', 'uploadpack.allowFilter', 'true']);
  git(dir, ['config', 'uploadpack.allowAnySHA1InWant', 'true']);
  const size = format === 'sha1' ? 40 : 64;
  const shas = addCommits(
    dir,
    history((n) => (libs[n] ?? '').repeat(size)),
  );
  const branches = { devel: 'submodule', main: 'begin', 'rc/1.0.0': 'own', 'rc/1.1.0': 'elsewhere' };
  for (const [name, commit] of Object.entries(branches))
    git(dir, ['update-ref', `refs/heads/${name}`, shas[commit] ?? '']);
  git(dir, ['tag', '-a', '-m', 'Released', 'v0.9.0', shas.begin ?? '']);
  rmSync(join(dir, 'index'), { force: true });
  return { dir, shas };
}
