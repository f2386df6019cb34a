import { once } from 'node:events';
import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Shop } from '../../support/rig.ts';
import { scenariosOfRunners } from '../../support/runner.ts';
import { scriptedGit } from '../../support/scripted-git.ts';
import { figure } from '../support/figures.ts';
import { Arena, type Ran } from './support/arena.ts';

const scenario = scenariosOfRunners();

/** The moment that one command is held in: as its first push goes out, or before it looks at the remote for it. */
type Window = 'push' | 'look';

interface Interleaving {
  readonly name: string;
  /** Answers the clone that the held command runs in, where it must be a certain one. */
  readonly prepare?: (shop: Shop, arena: Arena) => Promise<unknown>;
  /** Held in the window, and the exit it has afterwards. */
  readonly held: readonly [line: string, exit: number, as?: string];
  /** Runs whole meanwhile. */
  readonly meanwhile: readonly [line: string, exit: number, as?: string];
  /** As it pushes, unless told. */
  readonly windows?: readonly Window[];
  /** What must hold of what both left. */
  readonly left?: (shop: Shop, arena: Arena, held: Ran) => void;
}

const policy = `version: 1
roles: { qa: { users: [quinn] }, ops: { users: [omar] } }
`;
const asksQa = `${policy}gates: { promote: [{ id: qa, kind: sign-off, roles: [qa] }] }\n`;

/** A green candidate that QA has signed off, and nobody else is asked. */
async function signedOff(shop: Shop, arena: Arena): Promise<void> {
  await shop.syncedCandidate();
  shop.commitOnto('devel', { '.releaserc.yaml': asksQa }, 'Ask QA');
  expect((await arena.run({ line: 'sign-off 1.8.0 --as qa', as: 'quinn' })).exit).toBe(0);
}

const noApprovals = async (shop: Shop): Promise<void> => {
  shop.commitOnto('devel', { '.releaserc.yaml': policy }, 'No approvals');
};

/** The RC branch has moved since its candidate. */
const movedOn = async (shop: Shop): Promise<void> => {
  shop.commitOnto('rc/1.8.0', { 'NOTICE.md': 'One\n' }, 'One');
};

/** #230 is on the branch, by this clone. */
async function picked230(_: Shop, arena: Arena): Promise<string> {
  const clone = arena.clone();
  expect((await arena.run({ line: 'pick 230 --into 1.8.0', clone })).exit).toBe(0);
  return clone;
}

const released = (shop: Shop): boolean => shop.refs()['refs/tags/v1.8.0'] !== undefined;
const notReleased = (shop: Shop): void => expect(released(shop)).toBe(false);
const kinds = (arena: Arena) => arena.ledger().map(({ kind }) => kind);
const once230 = (_: Shop, arena: Arena): void => {
  const issue = arena.github().issues.find(({ number }: { number: number }) => number === 230);
  const ours = issue.comments.filter(({ body }: { body: string }) => body.includes('<!-- rel:picks -->'));
  expect(ours).toHaveLength(1);
};

const interleavings: readonly Interleaving[] = [
  {
    name: 'a cut, and the same cut',
    prepare: (shop) => shop.finishFeatures(),
    held: ['cut-rc 1.9.0', 5, 'rita'],
    meanwhile: ['cut-rc 1.9.0', 0, 'rita'],
  },
  {
    name: 'a version cut as a train, and as a hotfix',
    prepare: noApprovals,
    held: ['cut-rc 1.7.2', 5],
    meanwhile: ['cut-hotfix', 0],
    left: (shop) => expect(shop.refs()['refs/heads/rc/1.7.2']).toBeUndefined(),
  },
  {
    name: 'a pick, and another one',
    held: ['pick 230 --into 1.8.0', 5],
    meanwhile: ['pick 231 --into 1.8.0', 0],
  },
  {
    name: 'a pick, and the same one',
    held: ['pick 230 --into 1.8.0', 5],
    meanwhile: ['pick 230 --into 1.8.0', 0],
    left: once230,
  },
  {
    name: 'a candidate, and the same one',
    prepare: movedOn,
    held: ['tag-rc 1.8.0', 5],
    meanwhile: ['tag-rc 1.8.0', 0],
  },
  {
    name: 'a candidate, and a pick',
    prepare: movedOn,
    held: ['tag-rc 1.8.0', 5],
    meanwhile: ['pick 230 --into 1.8.0', 0],
  },
  {
    name: 'a candidate, and the end of its train',
    prepare: picked230,
    held: ['tag-rc 1.8.0', 5],
    meanwhile: ['close 1.8.0 --reason late', 0],
  },
  {
    name: 'a pick, and the end of its train',
    held: ['pick 230 --into 1.8.0', 5],
    meanwhile: ['close 1.8.0 --reason late', 0],
  },
  {
    name: 'a pick, and the release of its train',
    prepare: signedOff,
    held: ['pick 230 --into 1.8.0', 5],
    meanwhile: ['promote 1.8.0', 0],
    windows: ['push', 'look'],
    left: (shop) => expect(shop.tip('rc/1.8.0')).toBe(shop.tip('v1.8.0')),
  },
  {
    name: 'a release, and a pick',
    prepare: signedOff,
    held: ['promote 1.8.0', 5],
    meanwhile: ['pick 230 --into 1.8.0', 0],
    left: notReleased,
  },
  {
    name: 'a release, and a rejection',
    prepare: signedOff,
    held: ['promote 1.8.0', 5],
    meanwhile: ['sign-off 1.8.0 --as qa --reject', 0, 'quinn'],
    windows: ['push', 'look'],
    left: (shop, _, { run }) => {
      notReleased(shop);
      expect(run.json.error.why).toContain('sign-off as qa (rejected), by quinn');
    },
  },
  {
    name: 'a release, and a hold',
    prepare: signedOff,
    held: ['promote 1.8.0', 3],
    meanwhile: ['hold 1.8.0 --reason legal', 0, 'omar'],
    windows: ['push', 'look'],
    left: notReleased,
  },
  {
    name: 'a release, and the end of its train',
    prepare: signedOff,
    held: ['promote 1.8.0', 5],
    meanwhile: ['close 1.8.0 --reason late', 0],
    left: notReleased,
  },
  {
    name: 'a release, and the same one',
    prepare: signedOff,
    held: ['promote 1.8.0', 5],
    meanwhile: ['promote 1.8.0', 0],
    left: (_, arena) => expect(kinds(arena)).toEqual(['sign-off', 'promote']),
  },
  {
    name: 'a release, and a record of another version',
    prepare: signedOff,
    held: ['promote 1.8.0', 0],
    meanwhile: ['cut-hotfix', 0],
    windows: ['look'],
    left: (shop) => expect(released(shop)).toBe(true),
  },
  {
    name: 'a hold, and the release of its train',
    prepare: signedOff,
    held: ['hold 1.8.0 --reason legal', 5, 'omar'],
    meanwhile: ['promote 1.8.0', 0],
  },
  {
    name: 'a sign-off, and another one',
    prepare: signedOff,
    held: ['sign-off 1.8.0 --as qa --reject', 0, 'quinn'],
    meanwhile: ['sign-off 1.8.0 --as qa --note again', 0, 'quinn'],
    windows: ['push', 'look'],
  },
  {
    name: 'a sign-off, and the release of its train',
    prepare: signedOff,
    held: ['sign-off 1.8.0 --as qa --reject', 5, 'quinn'],
    meanwhile: ['promote 1.8.0', 0],
    left: (_, arena) => expect(kinds(arena)).toEqual(['sign-off', 'promote']),
  },
  {
    name: 'what is taken back, and a pick on top of it',
    prepare: picked230,
    held: ['undo', 5],
    meanwhile: ['pick 231 --into 1.8.0', 0],
    left: (_, arena) => expect(kinds(arena)).toEqual(['pick', 'pick']),
  },
  {
    name: 'what is taken back, and a candidate of it',
    prepare: picked230,
    held: ['undo', 5],
    meanwhile: ['tag-rc 1.8.0', 0],
    left: (shop) => expect(shop.tip('v1.8.0-rc.2')).toBe(shop.tip('rc/1.8.0')),
  },
  {
    name: 'a hotfix that is cut, and a sync',
    held: ['cut-hotfix', 0],
    meanwhile: ['sync-hotfix', 0],
  },
  {
    name: 'a sync, and a hotfix that is cut',
    held: ['sync-hotfix', 0],
    meanwhile: ['cut-hotfix', 0],
  },
];

const pushing: readonly Window[] = ['push'];

for (const { name, prepare, held, meanwhile, windows = pushing, left } of interleavings) {
  for (const window of windows) {
    scenario(`${name}: held ${window === 'push' ? 'as it pushes' : 'before it looks'}`, async (shop) => {
      const arena = new Arena(shop);
      const mine = await prepare?.(shop, arena);
      const clone = typeof mine === 'string' ? mine : arena.clone();
      const ran = await between(arena, { held, clone, window }, async () => {
        const other = await arena.run({ line: meanwhile[0], as: meanwhile[2] ?? 'rita' });
        expect([other.exit, other.run.stderr], `meanwhile: rel ${meanwhile[0]}`).toEqual([
          meanwhile[1],
          expect.anything(),
        ]);
      });
      expect([ran.exit, ran.run.json.error?.message], `rel ${held[0]}`).toEqual([
        held[1],
        held[1] === 0 ? undefined : expect.stringContaining('nothing was changed'),
      ]);
      if (/sync/.test(name)) arena.expectOrder();
      else arena.expectWhole();
      left?.(shop, arena, ran);
      figure({
        room: 'races',
        what: 'interleavings of two commands, held for certain',
        tried: 1,
        failures: 0,
      });
    });
  }
}

/** Runs a command that is held at a call of git until `act` has been done. */
async function between(
  arena: Arena,
  { held, clone, window }: Pick<Interleaving, 'held'> & { readonly clone: string; readonly window: Window },
  act: () => Promise<void>,
): Promise<Ran> {
  const [line, , as = 'rita'] = held;
  // The first reading of the remote is what is judged; the second one is what is pushed on.
  const call = window === 'push' ? { subcommand: 'push' } : { subcommand: 'ls-remote', nth: 2 };
  const { env, dir } = scriptedGit(arena.shop.dir, call, 'waits');
  const running = arena.run({ line, as, clone }, env);
  const ended = running.then(({ run }) => {
    throw new Error(`rel ${line} was to be held, and ended: ${run.stdout}${run.stderr}`);
  });
  await Promise.race([once(createReadStream(join(dir, 'there')), 'data'), ended]);
  ended.catch(() => undefined);
  try {
    await act();
  } finally {
    writeFileSync(join(dir, 'go'), '\n');
    await running;
  }
  return running;
}
