import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Plan } from '../../../src/domain/plan.ts';
import type { Step } from '../../../src/steps/registry.ts';
import { runInside } from '../../support/inside.ts';
import { type Shop, scenario } from '../../support/rig.ts';
import { figure } from '../support/figures.ts';
import { expectText, strangeCommands } from './support/output.ts';
import { everything } from './support/words.ts';

/** A plan as it was saved, to be forged: the sign-off of a candidate. */
// biome-ignore lint/suspicious/noExplicitAny: what is forged has the form of nothing
type Forged = any;

const moving = (ref: string) => (plan: Forged, sha: string) => {
  plan.steps[0].moves = [{ ref, from: null, to: sha }];
};
const recording = (ref: string) => (plan: Forged) => {
  plan.steps[0].ledger.ref = ref;
};

/** Forgeries of a plan that has the right form for the rest. */
const forgeries: Readonly<Record<string, (plan: Forged, sha: string) => unknown>> = {
  ...Object.fromEntries(
    [
      ...[
        'refs/heads/../main',
        'refs/heads/x:refs/heads/main',
        'refs/heads/*',
        'refs/notes/x',
        'refs/pull/9/head',
      ],
      ...[
        '--upload-pack=touch Zx',
        '-f',
        '+refs/heads/main',
        'HEAD',
        'refs/',
        'refs/heads/',
        'refs/heads/x.lock',
      ],
      ...[
        'refs/heads/.x',
        'refs/heads/a b',
        'refs/heads/\u001b[31m',
        'refs/heads/a\u0000b',
        'refs/stash',
        'main',
      ],
      ...['refs/remotes/origin/main', 'refs/heads/x\nrefs/heads/main', 'refs/heads/@{-1}', 'refs/replace/x'],
    ].map((ref) => [`a move of ${JSON.stringify(ref)}`, moving(ref)]),
  ),
  ...Object.fromEntries(
    [
      'refs/heads/main',
      'refs/heads/evil',
      'refs/tags/evil',
      '--mirror',
      'refs/heads/../x',
      'refs/rel/other',
    ].map((ref) => [`a record at ${ref}`, recording(ref)]),
  ),
  'a version that is a folder': (plan) => {
    plan.steps[0].ledger.entries[0].version = '..';
  },
  'a line in a name': (plan) => {
    plan.stamp.committer.name = 'a\nparent x';
  },
  'an id that is a path': (plan) => {
    plan.stamp.id = '../../../evil';
  },
  'a step of no kind': (plan) => {
    plan.steps[0].kind = 'run-shell';
  },
  'a step of __proto__': (plan) => {
    plan.steps[0].kind = '__proto__';
  },
  'another form': (plan) => {
    plan.rel = 2;
  },
  'a product that is a path': (plan) => {
    plan.stamp.product = '../x';
  },
  'no entries': (plan) => {
    plan.steps[0].ledger.entries = [];
  },
};

/** Bytes that are no file of rel's. */
const junk: Readonly<Record<string, string | Buffer>> = {
  NUL: '\0'.repeat(100),
  'no JSON': 'plan: {}\n',
  'nested without end': `${'['.repeat(2_000_000)}\n`,
  'nested and closed': `${'['.repeat(200_000)}${']'.repeat(200_000)}\n`,
  '20 MB': `"${'x'.repeat(20_000_000)}"\n`,
  'of __proto__': '{"__proto__":{"rel":1}}\n',
  null: 'null\n',
  hostile: `${everything}\n`,
  'no UTF-8': Buffer.from([0x7b, 0xff, 0xfe, 0x0a]),
};

const inRel = (shop: Shop, name: string) => join(shop.work, '.git/rel', name);

/** Leaves this and nothing else in rel's own folder. */
function leave(shop: Shop, name: string, text: string | Buffer): void {
  rmSync(inRel(shop, ''), { recursive: true, force: true });
  mkdirSync(inRel(shop, ''), { recursive: true });
  writeFileSync(inRel(shop, name), text);
}

async function savedPlan(shop: Shop): Promise<string> {
  const file = join(shop.dir, 'plan.json');
  await runInside(['sign-off', '1.8.0', '--as', 'rte', '--dry-run', '--plan-out', file], { cwd: shop.work });
  return readFileSync(file, 'utf8');
}

/** Runs it and looks at what it came to: text, one of these exits, and a remote that is as it was. */
async function refused(shop: Shop, line: string, what: string, exits: readonly number[]): Promise<void> {
  const before = shop.refs();
  const said = await runInside(line.split(' '), { cwd: shop.work, env: { GITHUB_ACTIONS: 'true' } });
  expectText(`${line}: ${what}`, said);
  expect(strangeCommands(said.stdout + said.stderr), what).toEqual([]);
  expect(exits, `${line}: ${what}: ${said.stderr.slice(0, 300)}`).toContain(said.exit);
  expect(shop.refs(), `${line}: ${what}`).toEqual(before);
}

scenario('a journal or a plan that somebody has forged does nothing', async (shop) => {
  const plan = await savedPlan(shop);
  const sha = shop.tip('devel');
  const file = join(shop.dir, 'forged.json');
  const texts = Object.entries(forgeries).map(([name, forge]): [string, string | Buffer] => {
    const forged = JSON.parse(plan) as Plan<Step>;
    forge(forged, sha);
    return [name, `${JSON.stringify(forged)}\n`];
  });
  for (const [name, text] of [...texts, ...Object.entries(junk)]) {
    leave(shop, 'journal.jsonl', text);
    // Half a line is a plan that was never whole.
    await refused(shop, 'continue', name, [2, 7]);
    rmSync(inRel(shop, 'journal.jsonl'), { force: true });
    writeFileSync(file, text);
    await refused(shop, `apply ${file} --yes`, name, [2, 5]);
  }
  expect(existsSync(join(shop.dir, 'evil'))).toBe(false);
  const tried = 2 * (texts.length + Object.keys(junk).length);
  figure({ room: 'hostile', what: 'journals and plans that are forged or damaged', tried, failures: 0 });
});

/** What an operation that waits might claim of itself. */
const waiting = (sha: string, plan: string) => {
  const { stamp } = JSON.parse(plan) as Plan<Step>;
  const conflict = {
    ...{
      target: 'rc/1.8.0',
      pr: 235,
      source: sha,
      change: sha,
      mainline: null,
      onto: sha,
      paths: ['../../../x'],
    },
    ...{ skips: [], needs: [], dir: '/etc', laidOut: { unmerged: [], dirty: [] } },
  };
  return { rel: 1, stamp, request: { command: 'pick', input: {} }, conflict, pushed: [] };
};

scenario('a pause, caches and old journals that are forged lead nowhere', async (shop) => {
  const plan = await savedPlan(shop);
  const outside = join(shop.dir, 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'kept'), 'mine');
  const pause = waiting(shop.tip('devel'), plan);
  const pauses: [string, string | Buffer][] = [
    ...Object.entries(junk),
    ...[outside, '../../..', '/', '--upload-pack=x', everything].map((dir): [string, string] => [
      `in ${dir.slice(0, 20)}`,
      JSON.stringify({ ...pause, conflict: { ...pause.conflict, dir } }),
    ]),
    ...['__proto__', '../../x', 'policy'].map((command): [string, string] => [
      `of ${command}`,
      JSON.stringify({ ...pause, conflict: null, request: { command, input: {} } }),
    ]),
  ];
  for (const [name, text] of pauses) {
    leave(shop, 'paused.json', text);
    await refused(shop, 'continue', name, [2, 3, 4, 6, 7]);
    await refused(shop, 'abort', name, [0, 7]);
  }
  leave(shop, 'ledger-seen', '');
  const caches = ['ledger-seen', 'ledger-trail', 'lock', 'github-cache', 'ledger-cache'];
  for (const name of caches) {
    for (const [what, text] of Object.entries(junk).filter(([key]) => !key.startsWith('nested'))) {
      leave(shop, name, text);
      await refused(shop, 'log', `${name}: ${what}`, [0]);
    }
    rmSync(inRel(shop, name), { recursive: true, force: true });
    symlinkSync(outside, inRel(shop, name));
    await refused(shop, 'log', `${name}: a link`, [0]);
  }
  expect(readFileSync(join(outside, 'kept'), 'utf8')).toBe('mine');
  const tried = 2 * pauses.length + caches.length * 8;
  figure({ room: 'hostile', what: 'pauses and caches that are forged or damaged', tried, failures: 0 });
});
