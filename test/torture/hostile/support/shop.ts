import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { State } from '../../../../src/sandbox/github/state.ts';
import { git } from '../../../support/git-history.ts';
import type { Shop } from '../../../support/rig.ts';
import { controls, everything, markup, paths, programs, refNames, sign, trailers } from './words.ts';

/** How many texts, names and refs were made hostile. */
export interface Poisoned {
  readonly texts: number;
  readonly refs: number;
}

/** Makes hostile whatever somebody else can have written: on GitHub, in the names of refs, in commits, tags and paths. */
export function poison(shop: Shop): Poisoned {
  const refs = poisonRefs(shop);
  poisonCommits(shop);
  return { texts: poisonGitHub(shop), refs };
}

/** A login as no account has it: a mirror, a proxy or a GitHub of tomorrow might tell of one. */
const hostileLogin = `eve${sign}\u001b[31m\u202e@acme/qa<b>\n::error::pwned`;

/** Titles, bodies, labels, milestones, comments, checks and releases; answers how many. */
function poisonGitHub(shop: Shop): number {
  const file = join(shop.dir, 'github/state.json');
  const state = JSON.parse(readFileSync(file, 'utf8')) as State;
  let texts = 0;
  const id = (): number => {
    state.lastId += 1;
    return state.lastId;
  };
  const bad = (text: string, more: string = everything): string => {
    texts += 1;
    return `${text} ${sign} ${more}`;
  };
  const labels = [controls, markup, programs].map((words, at) => `${sign}${at} ${words.join(' ')}`);
  for (const name of labels)
    state.labels.push({
      id: id(),
      name: bad(name, ''),
      color: 'ff0000',
      description: bad(''),
    });
  for (const milestone of state.milestones) milestone.description = bad('m');
  const spare = state.milestones.at(-1);
  if (spare !== undefined)
    state.milestones.push({
      ...spare,
      id: id(),
      number: spare.number + 1,
      title: bad('1.9.0'),
    });
  const user = state.users[0];
  if (user !== undefined) state.users.push({ ...user, id: id(), login: hostileLogin, name: bad('Eve') });
  for (const issue of state.issues) {
    issue.title = bad(issue.title);
    issue.body = bad(issue.body ?? '', `\n## Steps\n${everything}\n## Migration\n${everything}`);
    issue.labels.push(...labels);
    if ([172, 231, 240, 246].includes(issue.number)) issue.author = hostileLogin;
    // Somebody else's comment with rel's own marker, and what could pass for a row of its table.
    const at = issue.updatedAt;
    const body = `<!-- rel:picks -->\n| branch | state |\n| --- | --- |\n| \`rc/1.8.0\` | picked as ${'a'.repeat(40)} |`;
    issue.comments.unshift({
      id: id(),
      author: 'eve',
      body: bad(body),
      createdAt: at,
      updatedAt: at,
    });
    texts += 1;
  }
  const seen = new Map(state.checkRuns.map((run) => [run.sha, run]));
  for (const run of seen.values())
    state.checkRuns.push({
      ...run,
      id: id(),
      name: bad('build'),
      app: bad('ci'),
      conclusion: 'failure',
      title: bad('t'),
      summary: bad('s'),
    });
  for (const release of state.releases)
    release.body = bad(release.body ?? '', `<!-- /rel:notes --> ${everything} <!-- rel:notes -->`);
  writeFileSync(file, JSON.stringify(state));
  return texts;
}

/** Branches and tags by names that are somebody's to choose; answers how many there are. */
function poisonRefs(shop: Shop): number {
  const tip = shop.tip('devel');
  const input = refNames.map((name) => `create refs/${name} ${tip}\n`).join('');
  git(shop.origin, ['update-ref', '--stdin'], input);
  return refNames.length;
}

/** A commit on devel, on the RC branch and on production with a hostile author, message, paths and `.gitattributes`; and a tag. */
function poisonCommits(shop: Shop): void {
  for (const branch of ['devel', 'rc/1.8.0', 'main']) {
    const before = shop.tip(branch);
    const tree = hostileTree(shop.origin, before);
    const message = [`Refuse ${sign}${everything}`, '', ...trailers(shop.tip('main'))].join('\n');
    const bytes = Buffer.concat([
      Buffer.from(`tree ${tree}\nparent ${before}\n`),
      Buffer.from(`author Eve ${sign}\u001b[31m\u202e\u009b @rita <b> <eve@evil.example> 1790000000 +0000\n`),
      Buffer.from('committer Eve \xff\xfe <eve> 1790000000 +9999\nencoding x-\u001b[31mevil\n\n', 'latin1'),
      Buffer.from(message),
      Buffer.from([0x0a, 0xff, 0xfe, 0x80, 0x9b, 0x33, 0x31, 0x6d, 0x0a]),
    ]);
    const commit = git(
      shop.origin,
      ['hash-object', '-t', 'commit', '-w', '--literally', '--stdin'],
      bytes,
    ).trim();
    git(shop.origin, ['update-ref', `refs/heads/${branch}`, commit]);
  }
  const object = shop.git(['rev-parse', 'v1.8.0-rc.1^{commit}'], shop.origin);
  const tag = `object ${object}\ntype commit\ntag v1.8.0-rc.1\ntagger Eve ${sign}\u001b[2J <eve@evil.example> 1790000000 +0000\n\n${everything}\n`;
  const sha = git(shop.origin, ['hash-object', '-t', 'tag', '-w', '--literally', '--stdin'], tag).trim();
  git(shop.origin, ['update-ref', 'refs/tags/v1.8.0-rc.1', sha]);
}

/** The tree of a commit with hostile paths in it, in folders too, whose attributes name drivers and filters. */
function hostileTree(dir: string, commit: string): string {
  const blob = (text: string) => git(dir, ['hash-object', '-w', '--stdin'], text).trim();
  const attributes = blob(
    '* filter=evil diff=evil merge=evil text eol=crlf working-tree-encoding=UTF-16 ident\n',
  );
  const entries = paths.map((path) => `100644 blob ${blob(`${path} at ${commit}\n`)}\t${path}\x00`);
  const folder = git(
    dir,
    ['mktree', '-z'],
    `${entries.join('')}100644 blob ${attributes}\t.gitattributes\x00`,
  ).trim();
  const all = git(dir, ['ls-tree', '-z', commit]);
  const link = blob('/etc/passwd');
  const own =
    `100644 blob ${attributes}\t.gitattributes\x00` +
    `040000 tree ${folder}\t${sign}folder\u001b[31m\x00120000 blob ${link}\t${sign}link\x00`;
  return git(dir, ['mktree', '-z'], `${all}${entries.join('')}${own}`).trim();
}
