import { expect } from 'vitest';
import { commands } from '../../src/commands/registry.ts';
import type { ErrorCode } from '../../src/domain/errors.ts';
import { filesBelow } from './everything.ts';
import { runInside } from './inside.ts';
import type { Shop } from './rig.ts';
import { envelopeProblems } from './schemas.ts';

/** What is typed, the code of the error (and so its exit), what it says, and the next command it names. */
type Wrong = readonly [line: string, code: ErrorCode, message: string, remedy: string];

/** The exit code that the contract gives what is wrong: not read off the code's own table. */
function exitOf(code: ErrorCode): number {
  if (code === 'pending') return 7;
  return code === 'github-refused' || code === 'remote-unreachable' ? 6 : 2;
}

/** Runs each line with --json: the error as promised, a next command that exists, and no byte changed anywhere. */
export async function refuses(
  shop: Shop,
  table: readonly Wrong[],
  options: Partial<Parameters<typeof runInside>[1]> = {},
): Promise<void> {
  const before = everything(shop);
  for (const [line, code, message, remedy] of table) {
    const run = await runInside([...line.split(' '), '--json'], { cwd: shop.work, ...options });
    const said = JSON.parse(run.stdout);
    const exit = exitOf(code);
    expect(run.exit, `rel ${line}\n${run.stdout}${run.stderr}`).toBe(exit);
    expect(said, line).toMatchObject({ rel: 1, ok: false, exit, plan: null, error: { code } });
    expect(await envelopeProblems(said), line).toEqual([]);
    expect(said.error.message, line).toContain(message);
    expect(said.error.remedy, line).toContain(remedy);
    const named = [...said.error.remedy.matchAll(/\brel (?:-C DIR )?([a-z][a-z-]*)/g)].map(
      ([, name]) => name,
    );
    expect(
      commands.map(({ name }) => name),
      line,
    ).toEqual(expect.arrayContaining(named));
    expect(run.stderr, line).toBe('');
  }
  expect(everything(shop)).toEqual(before);
}

/** The sandbox byte by byte: the remote, GitHub and the clone, but for what reading leaves here: objects, and what was read. */
export const everything = (shop: Shop): unknown =>
  filesBelow(shop.dir, /^work\/\.git\/(objects\/|rel$|rel\/(github|ledger)-cache(\/|$))/);
