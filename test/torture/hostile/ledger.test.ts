import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { LedgerEntry } from '../../../src/domain/ledger.ts';
import { ledgerPath } from '../../../src/git/ledger-paths.ts';
import { git } from '../../support/git-history.ts';
import { runInside } from '../../support/inside.ts';
import { type Shop, scenario } from '../../support/rig.ts';
import { figure } from '../support/figures.ts';
import { badEntries, signOff, signOffName } from './support/bad-entries.ts';
import { type Forged, forge, forgeCommit, setLedger, verdictOf } from './support/forged-ledger.ts';
import { expectText, strangeCommands } from './support/output.ts';
import { recorded, smuggled } from './support/recorded-git.ts';
import { everything, sign } from './support/words.ts';

const policy = `version: 1
repository: acme/shop
roles: { rte: { users: [rita] }, qa: { users: [quinn] } }
gates: { promote: [{ id: signed, kind: sign-off, roles: [qa], waivableBy: [rte] }] }
`;

/** The shop whose release wants a sign-off, and the entry that would be it. */
function asking(shop: Shop): string {
  shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'Ask for a sign-off');
  return JSON.stringify(signOff(shop.tip('v1.8.0-rc.1')));
}

const inside = (shop: Shop, line: string, env: Readonly<Record<string, string>> = {}) =>
  runInside(line.split(' '), { cwd: shop.work, env: { GITHUB_ACTIONS: 'true', ...env } });

scenario('an entry that cannot be understood stops everything, and is no sign-off', async (shop) => {
  const good = asking(shop);
  const entry = signOff(shop.tip('v1.8.0-rc.1'));
  forge(shop, [{ path: `1.8.0/${signOffName}`, text: good }]);
  expect(verdictOf(await inside(shop, 'gate promote --json'), 'signed')).toBe('pass');
  for (const [at, [name, make]] of Object.entries(badEntries).entries()) {
    forge(shop, [{ path: `1.8.0/${signOffName}`, text: make(entry) }]);
    // One reader serves both; the gate has all of GitHub to ask beside.
    const said = await inside(shop, at % 6 === 0 ? 'gate promote --json' : 'log --json');
    const { result, error } = JSON.parse(said.stdout);
    expect([name, said.exit, result]).toEqual([name, 2, null]);
    expect(error.code, name).toBe('file-unreadable');
    expect(error.message, name).toContain(signOffName);
  }
  const all = Object.values(badEntries).map((make, at) => ({ path: `1.8.0/${at}.json`, text: make(entry) }));
  forge(shop, all);
  const verified = await inside(shop, 'verify --json');
  const codes = (JSON.parse(verified.stdout).result.findings as { code: string }[]).map(({ code }) => code);
  expect([verified.exit, codes.filter((code) => code === 'entry.invalid').length]).toEqual([3, all.length]);
  const before = shop.refs();
  for (const line of ['log', 'log -v', 'status', 'promote --yes', 'sign-off 1.8.0 --as rte --yes']) {
    const run = await shop.rel(line, { env: { GITHUB_ACTIONS: 'true' } });
    expect([line, run.exit]).toEqual([line, 2]);
    expectText(line, { ...run, exit: 2 });
    expect(strangeCommands(run.stdout + run.stderr)).toEqual([]);
  }
  expect(shop.refs()).toEqual(before);
  expect(Reflect.get({}, 'rel')).toBeUndefined();
  figure({ room: 'hostile', what: 'ledger entries that are none', tried: all.length, failures: 0 });
});

/** Trees that nobody's git makes, by the path and mode of what would be the sign-off in them. */
const trees: readonly (readonly [path: string, mode?: string])[] = [
  [`1.8.0/${signOffName}`, '120000'],
  [`1.8.0/${signOffName}`, '160000'],
  [`1.8.0/${signOffName}`, '100755'],
  ['1.8.0', '160000'],
  ['1.8.0', '120000'],
  ['1.8.0'],
  [signOffName],
  [`../${signOffName}`],
  [`./${signOffName}`],
  [`../../../${signOffName}`],
  [`.git/hooks/${signOffName}`],
  ['.git/config'],
  ['.facts'],
  [`1.7.0/${signOffName}`],
  [`${'x'.repeat(5000)}/${signOffName}`],
  [`${'x'.repeat(300_000)}/${signOffName}`],
  [`${'d/'.repeat(300)}${signOffName}`],
  [`:(exclude)1.8.0/${signOffName}`],
  [`*/${signOffName}`],
  [`1.8.0\n::error::pwned/${signOffName}`],
  [`\u001b[31m\u202e${sign}##[error]/${signOffName}`],
  [`--upload-pack=touch ${sign}/${signOffName}`],
  [`$(touch ${sign});'\`x\`/${signOffName}`],
  ['1.8.0/sign-off.yaml'],
];

scenario('a tree that no git makes is no sign-off, and leads nowhere', async (shop) => {
  const good = asking(shop);
  const { path, starts } = recorded();
  for (const [place, mode] of trees) {
    const file: Forged = { path: place, text: good, ...(mode === undefined ? {} : { mode }) };
    forge(shop, [file]);
    const shown = `${mode ?? ''} ${JSON.stringify(place).slice(0, 60)}`;
    const env = place.includes(sign) ? { PATH: path } : {};
    for (const line of ['log', 'verify', ...(place.startsWith('1.8.0') ? ['gate promote'] : [])]) {
      const said = await inside(shop, line, env);
      expectText(`${line}: ${shown}`, said);
      expect(strangeCommands(said.stdout + said.stderr), shown).toEqual([]);
      expect(
        line === 'verify' ? [3] : line === 'gate promote' ? [2, 3] : [0, 2],
        `${line}: ${shown}`,
      ).toContain(said.exit);
    }
  }
  expect(smuggled(starts(), sign)).toEqual([]);
  expect(readdirSync(shop.dir).sort()).toEqual(['github', 'origin.git', 'work']);
  expect(existsSync(join(shop.work, '.git/hooks', signOffName))).toBe(false);
  figure({ room: 'hostile', what: 'trees of a ledger that no git makes', tried: trees.length, failures: 0 });
});

/** Chains that rel does not make, each with the sign-off at its end: what `rel verify` has to say of them. */
function chains(shop: Shop, good: string): Readonly<Record<string, () => string>> {
  const file = { path: `1.8.0/${signOffName}`, text: good };
  const other = { path: '1.7.0/x.json', text: good };
  const one = () => forgeCommit(shop, [file]);
  return {
    'two beginnings': () => forgeCommit(shop, [file], { parents: [one(), forgeCommit(shop, [file, other])] }),
    'a parent twice': () => [one()].map((sha) => forgeCommit(shop, [file], { parents: [sha, sha] }))[0] ?? '',
    'a word changed': () =>
      forgeCommit(shop, [file], {
        parents: [forgeCommit(shop, [{ ...file, text: good.replace('approved', 'rejected') }])],
      }),
    'a commit that takes away': () =>
      forgeCommit(shop, [other], { parents: [forgeCommit(shop, [file, other])] }),
    'a branch': () => shop.tip('devel'),
    'a tree': () => git(shop.origin, ['rev-parse', `${one()}^{tree}`]).trim(),
    'a blob': () => git(shop.origin, ['hash-object', '-w', '--stdin'], good).trim(),
    'a tag': () => {
      const tag = `object ${one()}\ntype commit\ntag x\ntagger Eve <eve> 1 +0000\n\n${everything.replaceAll('\0', '')}\n`;
      return git(shop.origin, ['hash-object', '-t', 'tag', '-w', '--literally', '--stdin'], tag).trim();
    },
    'a tag of a tree': () => {
      const tree = git(shop.origin, ['rev-parse', `${one()}^{tree}`]).trim();
      const tag = `object ${tree}\ntype tree\ntag x\ntagger Eve <eve> 1 +0000\n\nx\n`;
      return git(shop.origin, ['hash-object', '-t', 'tag', '-w', '--literally', '--stdin'], tag).trim();
    },
    'a parent that nobody has': () => forgeCommit(shop, [file], { parents: ['e'.repeat(40)] }),
  };
}

scenario('a chain that is forged is not whole', async (shop) => {
  const all = Object.entries(chains(shop, asking(shop)));
  for (const [name, make] of all) {
    setLedger(shop, make());
    const lost = name === 'a parent that nobody has';
    for (const line of ['verify', 'log']) {
      const said = await inside(shop, line);
      expectText(`${line}: ${name}`, said);
      expect(strangeCommands(said.stdout + said.stderr), name).toEqual([]);
      expect(line === 'verify' ? [lost ? 6 : 3] : lost ? [6] : [0, 2, 3], `${line}: ${name}`).toContain(
        said.exit,
      );
    }
    if (/^a (?:tree|blob|tag)/.test(name))
      expect([name, (await inside(shop, 'gate promote')).exit]).toEqual([name, 3]);
  }
  figure({ room: 'hostile', what: 'chains of a ledger that are forged', tried: all.length, failures: 0 });
});

/** Entries of every kind that a person's words are in, with all that is hostile in them. */
function wordy(shop: Shop): LedgerEntry[] {
  const text = everything.replaceAll('\ud800', '');
  const sha = shop.tip('v1.8.0-rc.1');
  const refs = [{ ref: `refs/heads/${sign}`, from: null, to: sha }];
  const kinds = [
    { kind: 'sign-off', role: text, decision: 'rejected', sha, candidate: text, note: text.repeat(1500) },
    { kind: 'sign-off', role: 'qa', decision: 'rejected', sha, candidate: 'v1.8.0-rc.1', note: text },
    { kind: 'waiver', stage: 'promote', gate: text, reason: text, until: text },
    { kind: 'hold', reason: text },
    { kind: 'resume', reason: text },
    { kind: 'incident', incident: text, title: text, url: text, test: text },
    { kind: 'document', sha, name: text, text: text.repeat(100) },
    { kind: 'snapshot', sha, name: text, url: `javascript:${text}` },
    { kind: 'tick', gate: text, item: text, done: true },
    { kind: 'cut', branch: text, sha, tag: text },
    { kind: 'candidate', branch: text, sha, tag: text },
    { kind: 'settled', sha, branch: text, tip: sha, reason: text },
    { kind: 'undo', undoes: text, command: text, refs },
    { kind: 'pick', branch: text, before: sha, after: sha, picks: [{ pr: 231, source: sha, commit: sha }] },
    { kind: 'test-results', sha, suites: [], failures: [text], passed: [text] },
  ];
  return kinds.map((body, at) => ({
    ...{ rel: 1, id: `${at}`, version: '1.8.0', judgements: [], actor: { login: text, source: 'github' } },
    ...{ at: `2026-11-21T10:00:${String(at).padStart(2, '0')}.000Z`, ...body },
  })) as unknown as LedgerEntry[]; // what rel would never write is the point
}

scenario('what entries say is text, however much of it', async (shop) => {
  asking(shop);
  const entries = wordy(shop);
  const files = entries.map((entry) => ({
    path: ledgerPath(entry),
    text: JSON.stringify(entry).replace('{', '{"__proto__":{"rel":9},'),
  }));
  forge(shop, files);
  let shown = 0;
  for (const line of [
    'log',
    'log -v',
    'log --json',
    'verify',
    'status',
    'status --json',
    'gate promote',
    'notes 1.8.0 --at tip',
  ]) {
    const said = await inside(shop, line);
    expectText(line, said);
    expect(strangeCommands(said.stdout + said.stderr), line).toEqual([]);
    expect([0, 3], line).toContain(said.exit);
    shown += (said.stdout + said.stderr).split(sign).length - 1;
  }
  expect(shown).toBeGreaterThan(1000);
  expect(Reflect.get({}, 'rel')).toBeUndefined();
  figure({
    room: 'hostile',
    what: 'ledger entries whose words are hostile',
    tried: entries.length,
    failures: 0,
  });
});
