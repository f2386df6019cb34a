import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import { type RefusedPush, refusedPushes } from '../../support/refused-pushes.ts';
import type { Run, Shop } from '../../support/rig.ts';
import { scenariosOfRunners } from '../../support/runner.ts';
import { scriptedGit } from '../../support/scripted-git.ts';
import { figure } from '../support/figures.ts';
import { ledger, type PushingCommand, pushingCommands } from './support/pushing-commands.ts';
import { refuse, relent } from './support/refusing-remote.ts';

const scenario = scenariosOfRunners();

let [tried, wrong] = [0, 0];
afterAll(() => {
  figure({ room: 'refusals', what: 'pushes refused in the words of GitHub', tried, failures: wrong });
});

/** What is of a ref: nobody refuses a tag for what its branch may not have. */
function refusedAt({ branches, tags }: PushingCommand): (readonly [string, RefusedPush])[] {
  const ofTags = refusedPushes.filter(({ name }) =>
    /tag|creation|update|hook|secrets|PR required$/.test(name),
  );
  const ofLedger = refusedPushes.filter(({ name }) => /hidden|hook|creation|private/.test(name));
  return [
    ...refusedPushes.flatMap((push) => branches.slice(0, 1).map((ref) => [ref, push] as const)),
    ...ofTags.flatMap((push) => tags.map((ref) => [ref, push] as const)),
    ...ofLedger.map((push) => [ledger, push] as const),
  ];
}

/** Those that push a branch first. */
const byBranches = (a: PushingCommand, b: PushingCommand): number => b.branches.length - a.branches.length;

/** Each text on one of the commands that push a branch, and each command and ref with texts of its own. */
const share = <T>(all: readonly T[], nth: number): T[] =>
  all.filter((_, index) => all.length < 6 || index % 4 === nth % 4);

describe.each([...pushingCommands].sort(byBranches).map((each, nth) => [each.command, each, nth] as const))(
  'rel %s',
  (line, command, nth) => {
    scenario('is told why, and what to do, and has changed nothing', async (shop) => {
      await command.prepare(shop);
      const before = everything(shop);
      for (const [ref, push] of share(refusedAt(command), nth)) {
        refuse(shop, together(command, ref, push));
        const run = await shop.rel(line);
        tried += 1;
        wrong += 1;
        expect([run.exit, run.stderr], push.name).toEqual([
          6,
          expect.stringContaining('remote refused the push'),
        ]);
        toldOf(run, ref, push);
        expect(everything(shop), push.name).toEqual(before);
        wrong -= 1;
      }
      relent(shop);
      expect((await shop.rel(line)).exit).toBe(0);
    });

    scenario('is told of every ref, in --json too', async (shop) => {
      await command.prepare(shop);
      const before = everything(shop);
      const [one, two] = [named('everything at once, new words'), named('creation')];
      const [first = ledger, ...others] = [...command.branches, ...command.tags, ledger];
      refuse(shop, Object.fromEntries([[first, one], ...others.map((ref) => [ref, two])]));
      const run = await shop.rel(`${line} --json`);
      tried += 1;
      expect(run.exit).toBe(6);
      const { error, warnings } = run.json;
      expect(error.code).toBe('push-refused');
      const said = [error.why, ...warnings].join('\n');
      for (const ref of [first, ...others]) expect(said).toContain(`${ref}:`);
      expect(said).toMatch(/\d\. 3 of 5 .*\n.*\d\. This branch .*\n.*\d\. Cannot change this locked branch/);
      expect(said.split('creations being restricted').length).toBeGreaterThan(others.length);
      expect(everything(shop)).toEqual(before);
    });
  },
);

describe('rel continue', () => {
  scenario('of what was killed before its push, and is refused now, leaves nothing pending', async (shop) => {
    const { env } = scriptedGit(shop.dir, { subcommand: 'push' }, 'killed-before');
    expect((await shop.rel('pick 230 --into 1.8.0', { env, alone: true, pending: true })).exit).not.toBe(0);
    const before = everything(shop);
    refuse(shop, { 'refs/heads/rc/1.8.0': named('signatures') });
    const run = await shop.rel('continue');
    tried += 1;
    expect([run.exit, run.stderr]).toEqual([
      6,
      expect.stringContaining('run `rel pick` again, as it was run'),
    ]);
    expect(everything(shop)).toEqual(before);
  });
});

describe('a rule that GitHub let us bypass', () => {
  scenario('is told with its ref; what was to be done is done', async (shop) => {
    const hook = join(shop.origin, 'hooks/post-receive');
    mkdirSync(join(shop.origin, 'hooks'), { recursive: true });
    const said = [
      'Bypassed rule violations for refs/heads/rc/1.8.0:',
      '',
      '- Commits must have verified signatures.',
    ];
    writeFileSync(hook, `#!/bin/sh\ncat >/dev/null\n${said.map((line) => `echo '${line}' >&2\n`).join('')}`);
    chmodSync(hook, 0o755);
    const run = await shop.rel('pick 230 --into 1.8.0');
    tried += 1;
    expect([run.exit, run.stderr]).toEqual([
      0,
      'warning: the push went past a rule, which GitHub lets this account bypass: refs/heads/rc/1.8.0: Commits must have verified signatures.\n',
    ]);
  });
});

/** A command with several targets is refused all of them, or it would change the others. */
const together = (
  { branches }: PushingCommand,
  ref: string,
  push: RefusedPush,
): Record<string, RefusedPush> =>
  Object.fromEntries((branches.includes(ref) ? branches : [ref]).map((each) => [each, push]));

function toldOf({ stderr }: Run, ref: string, { name, shown, remedies }: RefusedPush): void {
  const told = stderr.replaceAll(/\n +/g, '\n');
  for (const each of [ref, ...shown]) expect(told, name).toContain(each);
  // The ledger has a way of its own: another ref.
  for (const each of ref === ledger ? [/keep the record in another ref/] : remedies)
    expect(told.slice(told.indexOf('next:')), name).toMatch(each);
}

const named = (name: string): RefusedPush => {
  const found = refusedPushes.find((each) => each.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};

/** What anybody can see; the rig holds the clone and its journal against what they were. */
const everything = (shop: Shop): unknown => ({
  refs: shop.refs(),
  github: readFileSync(join(shop.dir, 'github/state.json'), 'utf8'),
});
