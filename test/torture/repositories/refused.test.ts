import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { describe, expect, inject, test } from 'vitest';
import { git } from '../../support/git-history.ts';
import { figure } from '../support/figures.ts';
import { oddShop } from './support/odd-shop.ts';
import { clones, type Refusal, remotes } from './support/refused.ts';
import { pick, rel, userState } from './support/story.ts';

/** Refused with the command that mends it; the remote, the clone and what rel keeps there are as they were. */
async function refused({ make, line = pick, code, exit, says }: Refusal): Promise<void> {
  const shop = oddShop();
  const place = make(shop);
  const refs = () => git(shop.dir, ['--git-dir', shop.origin, 'for-each-ref']);
  const [before, there] = [userState(shop), code === 'remote-unreachable' ? '' : refs()];
  const run = await rel(place, line(shop));
  const { error } = run.json;
  const said = [error?.message, error?.why, error?.remedy].join('\n');
  expect([run.exit, error?.code, said]).toEqual([exit, code, expect.stringMatching(says)]);
  expect(said).not.toMatch(/unexpected|run it again with -v/);
  expect(userState(shop)).toEqual(before);
  if (there !== '') expect(refs()).toBe(there);
  rmSync(shop.dir, { recursive: true });
}

describe.each([
  ['clones that rel cannot work in', clones],
  ['remotes that rel cannot work with', remotes],
])('%s', (what, cases) => {
  test.each(Object.entries(cases))('%s', (_, one) => refused(one));

  test('are on record', () => {
    figure({ room: 'repositories', what, tried: Object.keys(cases).length, failures: 0 });
  });
});

test('what refuses a change of a shared remote keeps nobody from looking', async () => {
  const shop = oddShop();
  git(shop.work, ['config', '--add', 'remote.origin.pushurl', shop.origin]);
  git(shop.work, ['config', '--add', 'remote.origin.pushurl', shop.work]);
  expect((await rel({ cwd: shop.work }, ['status'])).exit).toBe(0);
});

test('a clone that may not be written into can be looked at, and says why nothing is picked there', () => {
  const shop = oddShop();
  execFileSync('chmod', ['-R', 'a-w', `${shop.work}/.git`]);
  const looks = asNobodySpecial(shop.work, ['status', '--json']);
  expect(looks.exit, JSON.stringify(looks.answer.error)).toBe(0);
  const picks = asNobodySpecial(shop.work, [...pick(shop), '--json']);
  expect([picks.exit, picks.answer.error.code]).toEqual([2, 'clone-read-only']);
  execFileSync('chmod', ['-R', 'u+w', `${shop.work}/.git`]);
  figure({ room: 'repositories', what: 'clones that may only be read', tried: 2, failures: 0 });
});

/** Runs rel without root's right to write everywhere. */
function asNobodySpecial(cwd: string, args: readonly string[]) {
  const drop = ['setpriv', '--bounding-set=-dac_override,-dac_read_search,-fowner', '--inh-caps=-all'];
  const root = process.getuid?.() === 0 ? drop : ['env'];
  const [program = '', ...rest] = [...root, process.execPath, inject('cli'), ...args];
  try {
    return { exit: 0, answer: JSON.parse(execFileSync(program, rest, { cwd, stdio: 'pipe' }).toString()) };
  } catch (error) {
    const { status, stdout } = error as { status: number; stdout: Buffer };
    return { exit: status, answer: JSON.parse(stdout.toString()) };
  }
}
