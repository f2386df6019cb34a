import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { serve } from '../../../src/sandbox/github/serve.ts';
import type { Shop } from '../../support/rig.ts';
import { scenariosOfRunners } from '../../support/runner.ts';
import { environment } from '../network/world.ts';
import { figure } from '../support/figures.ts';
import { Arena, shuffled } from './support/arena.ts';

const scenario = scenariosOfRunners();

const twenty = Array.from({ length: 20 }, (_, nth) => nth);

/** Puts on record what was raced, once it has ended well. */
function report(arena: Arena, what: string): void {
  figure({ room: 'races', what: `processes raced: ${what}`, tried: arena.all.length, failures: 0 });
  const done = arena.all.filter(({ exit, id }) => exit === 0 && id !== null).length;
  const most = Math.max(...arena.all.map(({ pushes }) => pushes));
  process.stdout.write(`${what}: ${done} done; at most ${most} pushes; ${JSON.stringify(arena.ends())}\n`);
}

const policy = (gates = '') => `version: 1
roles: { qa: { users: [quinn] }, ops: { users: [omar] } }
${gates}`;

const tags = (shop: Shop, pattern: RegExp) => Object.keys(shop.refs()).filter((ref) => pattern.test(ref));

describe('20 processes from 20 clones, on one remote and one GitHub', () => {
  scenario('the same cut: exactly one wins', async (shop) => {
    await shop.finishFeatures();
    const arena = new Arena(shop);
    const ran = await arena.race(twenty.map(() => ({ line: 'cut-rc 1.9.0' })));

    expect(ran.filter(({ exit, id }) => exit === 0 && id !== null)).toHaveLength(1);
    expect(Object.keys(arena.ends()).sort()).toEqual(expect.arrayContaining(['0']));
    for (const end of Object.keys(arena.ends())) expect(['0', '0 nothing', '5 moved']).toContain(end);
    arena.expectWhole();
    expect(arena.ledger().map(({ kind }) => kind)).toEqual(['cut']);
    expect(tags(shop, /1\.9\.0/)).toEqual(['refs/heads/rc/1.9.0', 'refs/tags/v1.9.0-rc.1']);
    expect(arena.github().releases.filter((r: { tag: string }) => r.tag === 'v1.9.0')).toHaveLength(1);
    report(arena, 'the same cut');
  });

  scenario('another pick each onto one branch, and the losers once more', async (shop) => {
    shop.commitOnto('devel', { '.releaserc.yaml': policy() }, 'No approvals');
    const fixes = twenty.map((nth) =>
      shop.commitOnto('devel', { [`fix-${nth}.md`]: 'mended\n' }, `Fix ${nth}`),
    );
    const before = shop.tip('rc/1.8.0');
    const arena = new Arena(shop);
    let open = await arena.race(shuffled(fixes, 1).map((fix) => ({ line: `pick ${fix} --into 1.8.0` })));
    for (const losers of [2, 1]) {
      expect(open.some(({ exit }) => exit === 0)).toBe(true);
      open = await arena.race(open.filter(({ exit }) => exit === 5).slice(0, losers));
    }
    expect(open.map(({ exit }) => exit)).toEqual([0]);

    for (const end of Object.keys(arena.ends())) expect(['0', '5 moved']).toContain(end);
    arena.expectWhole();
    const done = arena.all.filter(({ exit }) => exit === 0);
    const picked = shop.git(`log --format=%B ${before}..rc/1.8.0`, shop.origin);
    const sources = [...picked.matchAll(/cherry picked from commit (\w+)/g)].map(([, sha]) => sha);
    expect(sources.sort()).toEqual(done.map(({ line }) => line.split(' ')[1]).sort());
    figure({ room: 'races', what: 'processes raced: another pick each', tried: 20, failures: 0 });
    process.stdout.write(`picks: ${JSON.stringify(arena.ends())}\n`);
  });

  scenario('the same pick: once on the branch, one comment, one label', async (shop) => {
    const arena = new Arena(shop);
    const ran = await arena.race(twenty.map(() => ({ line: 'pick 230 --into 1.8.0' })));
    for (const end of Object.keys(arena.ends())) expect(['0', '0 nothing', '5 moved']).toContain(end);
    expect(ran.some(({ exit }) => exit === 0)).toBe(true);
    expect(arena.ledger().map(({ kind }) => kind)).toEqual(['pick']);
    const issue = arena.github().issues.find(({ number }: { number: number }) => number === 230);
    const ours = issue.comments.filter(({ body }: { body: string }) => body.includes('<!-- rel:picks -->'));
    expect(ours).toHaveLength(1);
    expect(issue.labels.filter((label: string) => label.startsWith('picked/'))).toEqual(['picked/1.8.0']);
    report(arena, 'the same pick');
  });

  scenario('candidates of one tip: one number is used, once', async (shop) => {
    shop.commitOnto('rc/1.8.0', { 'NOTICE.md': 'One\n' }, 'One');
    const arena = new Arena(shop);
    const ran = await arena.race(twenty.map(() => ({ line: 'tag-rc 1.8.0' })));
    for (const end of Object.keys(arena.ends())) expect(['0', '0 nothing', '5 moved']).toContain(end);
    expect(ran.filter(({ exit, id }) => exit === 0 && id !== null)).toHaveLength(1);
    arena.expectWhole();
    expect(tags(shop, /1\.8\.0-rc/)).toEqual(['refs/tags/v1.8.0-rc.1', 'refs/tags/v1.8.0-rc.2']);
    expect(arena.github().releases.filter((r: { tag: string }) => r.tag === 'v1.8.0')).toHaveLength(1);
    report(arena, 'candidates of one tip');
  });

  scenario('sign-offs, ticks and records of 20 people, over HTTP: each is on record, once', async (shop) => {
    const people = twenty.map((nth) => `person-${nth}`);
    inviteAll(shop, people);
    const users = people.join(', ');
    const item = '{ id: backup, text: Back it up, role: qa }';
    const gate = `gates: { promote: [{ id: guide, kind: checklist, items: [${item}] }] }`;
    const roles = `version: 1\nrepository: acme/shop\nroles: { qa: { users: [${users}] } }\n${gate}\n`;
    shop.commitOnto('devel', { '.releaserc.yaml': roles }, 'Many hands');
    const { url, close } = await serve(join(shop.dir, 'github'), { port: 0 });
    const arena = new Arena(shop, `${url}/acme/shop.git`, (login) => environment(url, login));
    const lineOf = (nth: number): string =>
      nth < 10
        ? `sign-off 1.8.0 --as qa${nth % 3 === 0 ? ' --reject' : ''}`
        : nth < 15
          ? 'tick guide/backup 1.8.0'
          : `record incident 1.8.0 --id INC-${nth} --title Late`;
    try {
      await arena.race(shuffled(people, 2).map((as) => ({ line: lineOf(Number(as.split('-')[1])), as })));
    } finally {
      await close();
    }
    // A tick may find that somebody else has ticked it already.
    for (const end of Object.keys(arena.ends())) expect(['0', '0 nothing']).toContain(end);
    arena.expectWhole();
    const kinds = arena.ledger().map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'sign-off')).toHaveLength(10);
    expect(kinds.filter((kind) => kind === 'incident')).toHaveLength(5);
    report(arena, 'sign-offs, ticks and records');
  });
});

describe('a few against each other, in several orders', () => {
  scenario('picks and candidates of one train: a number is of one commit', async (shop) => {
    shop.commitOnto('devel', { '.releaserc.yaml': policy() }, 'No approvals');
    const fixes = [1, 2, 3].map((n) => shop.commitOnto('devel', { [`fix-${n}.md`]: 'x\n' }, `Fix ${n}`));
    const arena = new Arena(shop);
    const picks = fixes.map((fix) => ({ line: `pick ${fix} --into 1.8.0` }));
    shop.commitOnto('rc/1.8.0', { 'NOTICE.md': 'One\n' }, 'One');
    const candidates = [1, 2, 3, 4].map(() => ({ line: 'tag-rc 1.8.0' }));
    const ran = await arena.race(shuffled([...picks, ...candidates], 1));
    await arena.race(ran.filter(({ exit }) => exit === 5).slice(0, 3));
    for (const end of Object.keys(arena.ends())) expect(['0', '0 nothing', '5 moved']).toContain(end);
    arena.expectWhole();
    const tagged = arena.ledger().flatMap((e) => (e.kind === 'candidate' ? [[e.tag, e.sha]] : []));
    expect(new Set(tagged.map(([tag]) => tag)).size).toBe(tagged.length);
    for (const [tag = '', sha] of tagged) expect(shop.tip(tag)).toBe(sha);
    figure({ room: 'races', what: 'processes raced: picks and candidates', tried: 7, failures: 0 });
  });

  for (const seed of [1, 2]) {
    scenario(`a promotion against all else (seed ${seed}): what is released was judged`, async (shop) => {
      await shop.syncedCandidate();
      const qa = '  promote: [{ id: qa, kind: sign-off, roles: [qa] }]\n';
      shop.commitOnto('devel', { '.releaserc.yaml': policy(`gates:\n${qa}`) }, 'Ask QA');
      const fix = shop.commitOnto('devel', { 'fix.md': 'mended\n' }, 'A fix');
      const arena = new Arena(shop);
      expect((await arena.run({ line: 'sign-off 1.8.0 --as qa', as: 'quinn' })).exit).toBe(0);
      const runners = [
        { line: 'promote 1.8.0' },
        { line: 'promote 1.8.0' },
        { line: `pick ${fix} --into 1.8.0` },
        { line: 'tag-rc 1.8.0' },
        { line: 'hold 1.8.0 --reason legal', as: 'omar' },
        { line: 'sign-off 1.8.0 --as qa --reject', as: 'quinn' },
        { line: 'close 1.8.0 --reason late' },
      ];
      await arena.race(shuffled(runners, seed));
      arena.expectWhole();
      expectJudged(arena);
      report(arena, 'a promotion against all else');
    });
  }

  scenario('hotfixes cut and synced: no change is lost, none comes twice', async (shop) => {
    const arena = new Arena(shop);
    const line = (nth: number) => (nth % 2 === 0 ? 'cut-hotfix' : 'sync-hotfix');
    await arena.race(shuffled([0, 1, 2, 3, 4, 5], 3).map((nth) => ({ line: line(nth) })));
    for (const end of Object.keys(arena.ends())) expect(['0', '0 nothing', '5 moved']).toContain(end);
    arena.expectOrder();
    expect(arena.ledger().filter(({ kind }) => kind === 'cut-hotfix')).toHaveLength(1);
    const again = await arena.run({ line: 'sync-hotfix --check' });
    expect(again.exit).toBe(0);
    report(arena, 'hotfixes cut and synced');
  });
});

/** A release rests on verdicts that passed at that commit, and nothing that speaks against it stood before it. */
function expectJudged(arena: Arena): void {
  const entries = arena.ledger();
  const at = entries.findIndex(({ kind }) => kind === 'promote');
  const { shop } = arena;
  const released = shop.refs()['refs/tags/v1.8.0'] !== undefined;
  expect(at >= 0, 'the record of the release').toBe(released);
  if (at < 0) return;
  const entry = entries[at];
  if (entry?.kind !== 'promote') throw new Error('no promotion');
  expect(entry.judgements.map(({ sha, passed }) => [sha, passed])).toEqual([[entry.sha, true]]);
  expect(shop.tip('v1.8.0')).toBe(entry.sha);
  for (const before of entries.slice(0, at)) {
    expect(['hold', 'close', 'pick'], `${before.kind} before the release`).not.toContain(before.kind);
    if (before.kind === 'sign-off') expect(before.decision).toBe('approved');
  }
  for (const after of entries.slice(at + 1))
    expect(['hold', 'close', 'pick', 'candidate'], `${after.kind} after the release`).not.toContain(
      after.kind,
    );
}

/** Makes them people of the repository who may write to it. */
function inviteAll(shop: Shop, logins: readonly string[]): void {
  const file = join(shop.dir, 'github/state.json');
  const state = JSON.parse(readFileSync(file, 'utf8'));
  for (const login of logins) {
    state.lastId += 1;
    state.users.push({ id: state.lastId, login, type: 'User', name: login, email: `${login}@acme.example` });
    state.permissions[login] = 'write';
  }
  writeFileSync(file, JSON.stringify(state));
}
