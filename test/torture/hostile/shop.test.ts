import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Shop } from '../../support/rig.ts';
import { scenariosOfRunners } from '../../support/runner.ts';
import { figure } from '../support/figures.ts';
import { expectText, type Said, strangeCommands } from './support/output.ts';
import { recorded, smuggled } from './support/recorded-git.ts';
import { poison } from './support/shop.ts';
import { everything, sign } from './support/words.ts';
import { writtenProblems, writtenTexts } from './support/written.ts';

const scenario = scenariosOfRunners();

/** So that every kind of text comes to be shown: gates that name what stops them, notes with chapters of PR texts. */
const policy = `version: 1
repository: acme/shop
roles: { rte: { users: [rita] }, qa: { teams: [acme/qa], users: [quinn] }, pdm: { users: [paula] } }
approvals:
  qa: { role: qa, by: [{ label: qa-approved }, { review: true }, { comment: /qa-approve }], notAuthor: true }
pick: { select: { label: "rc/{version}" }, requires: [qa], deliver: push, onConflict: ask }
notes: { sections: [{ title: Fixes, labels: [fix] }], knownIssues: { labels: [bug] }, migration: [Migration] }
gates:
  cut:
    - { id: features, kind: pull-requests, select: { milestone: "{version}" } }
    - { id: branches, kind: feature-branches, match: "feature/**" }
  pick: [{ id: reported, kind: tickets, sections: [Steps], milestone: true }]
  promote:
    - { id: ci, kind: checks, names: [build, unit, nothing] }
    - { id: bugs, kind: issues, labels: [bug] }
    - { id: merges, kind: merges-cleanly, into: [production, develop], breaking: fail }
    - { id: tested, kind: test-results, suites: [regression], waivableBy: [rte] }
    - { id: fixes-tested, kind: focused-regression }
    - { id: incidents, kind: incidents }
    - { id: synced, kind: hotfixes-synced }
    - { id: guide, kind: document, name: guide, headings: [Steps] }
    - { id: signed, kind: sign-off, roles: [rte] }
`;

const reading = [
  'status',
  'status -v',
  'gate cut 1.9.0',
  'gate pick',
  'gate promote',
  'where 230 231 236',
  'log',
  'verify',
  'notes 1.8.0 --at tip',
  'policy check',
  'policy show',
  'sync-hotfix --check',
  'pick --approved --dry-run',
  'pick 236 --dry-run --on-conflict pull-request',
  'sync-hotfix --dry-run',
  'init --dry-run',
] as const;

const acting = [
  'pick 230 231 --into 1.8.0 --yes -v',
  'pick 236 --into 1.8.0 --on-conflict pull-request --yes',
  'pick 232 --into 1.8.0 --deliver pull-request --yes',
  'sync-hotfix --into rc/1.8.0 --yes -v',
  'tag-rc 1.8.0 --yes -v',
  'record test-results 1.8.0 HOSTILE/junit.xml --yes',
  'record document 1.8.0 HOSTILE/guide.md --name guide --yes',
  'promote 1.8.0 --yes',
  'cut-hotfix --yes',
] as const;

/** With words of a person's own in them, which are somebody else's to read later. */
const told = (text: string): readonly (readonly string[])[] => [
  ['record', 'incident', '1.8.0', '--id', 'INC-7', '--title', text, '--test', text, '--yes'],
  ['sign-off', '1.8.0', '--as', 'rte', '--note', text, '--yes'],
  ['waive', 'tested', '1.8.0', '--reason', text, '--until', '5d', '--yes'],
  ['hold', '1.8.0', '--reason', text, '--yes'],
  ['resume', '1.8.0', '--reason', text, '--yes'],
];

scenario('a shop in which everything that others write is hostile', async (shop) => {
  shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'Ask for everything');
  const { texts, refs } = poison(shop);
  const before = writtenTexts(shop);
  const folder = hostileFiles(shop);
  const { path, starts } = recorded();
  const summaries = join(shop.dir, 'summary.md');
  const actions = {
    PATH: path,
    NO_COLOR: '',
    FORCE_COLOR: '1',
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: summaries,
  };
  let shown = 0;
  const go = async (words: readonly string[]): Promise<void> => {
    const args = words.map((word) => word.replace('HOSTILE', folder));
    const line = args.join(' ').slice(0, 100);
    const said = await shop.program(args, { cwd: shop.work, env: actions });
    expectText(line, said);
    expect(strangeCommands(said.stdout + said.stderr), `in the log of: rel ${line}`).toEqual([]);
    shown += signs(said);
  };
  expect((await shop.program(['policy', 'check'], { cwd: shop.work })).stdout).toContain('valid');
  for (const line of [...reading, ...acting]) await go(line.split(' '));
  const hostile = readFileSync(join(folder, 'guide.md'), 'utf8').replaceAll('\0', '');
  for (const words of told(hostile)) await go(words);
  for (const line of reading) await go(line.split(' '));
  for (const line of reading) {
    const said = await shop.program([...line.split(' '), '--json'], {
      cwd: shop.work,
      env: { PATH: path, GITHUB_ACTIONS: 'true' },
    });
    expectText(`${line} --json`, said);
    expect(strangeCommands(said.stdout), `in the JSON of: rel ${line}`).toEqual([]);
    expect(JSON.parse(said.stdout).command).toBe(line.split(' ')[0]);
    shown += signs(said);
  }
  expect(shown, 'hostile texts that were shown').toBeGreaterThan(200);
  expect(smuggled(starts(), sign)).toEqual([]);
  const written = writtenTexts(shop).filter((text) => !before.includes(text));
  expect(written.length, 'texts that rel wrote on GitHub').toBeGreaterThan(5);
  for (const text of [...written, readFileSync(summaries, 'utf8')])
    expect(writtenProblems(text), text.slice(0, 300)).toEqual([]);
  figure({
    room: 'hostile',
    what: 'texts on GitHub, names of refs and files, against every command',
    tried: texts + refs,
    failures: 0,
  });
});

/** How often something hostile is in what a run printed. */
const signs = ({ stdout, stderr }: Said): number => `${stdout}${stderr}`.split(sign).length - 1;

/** A report and a document full of it. */
function hostileFiles(shop: Shop): string {
  const folder = join(shop.dir, 'files');
  mkdirSync(folder);
  const text = everything.replaceAll('\0', '');
  const attribute = (words: string) =>
    words.replace(/[^ -~\u00a0-\ud7ff]|[<>&"]/gu, (c) =>
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(c) ? '' : `&#${c.codePointAt(0)};`,
    );
  writeFileSync(
    join(folder, 'junit.xml'),
    `<testsuite name="regression ${attribute(text)}"><testcase classname="#230" name="${attribute(text)}"><failure/></testcase><testcase name="#231 ${attribute(text)}"/></testsuite>`,
  );
  writeFileSync(join(folder, 'guide.md'), `# Steps\n\n${text}\n`);
  return folder;
}
