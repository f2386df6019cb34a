import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { git, temporaryFolder } from '../../../support/git-history.ts';
import { type Run, runCli } from '../../../support/rig.ts';
import { fixes, type OddShop } from './odd-shop.ts';

/** Where and how rel is run. */
export interface Place {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Before each command's own words: `-C DIR`. */
  readonly args?: readonly string[];
}

const when = '1750000000 +0000';
const pinned = { GIT_COMMITTER_DATE: when, GIT_AUTHOR_DATE: when };

/** Runs `rel ARGS --json` there, at a time that is the same in every run. */
export function rel({ cwd, env, args: before = [] }: Place, args: readonly string[]): Promise<Run> {
  return runCli([...before, ...args, '--json'], { cwd, env: { ...pinned, ...env } });
}

/** What a story came to: everything in it is the same wherever and however it was told. */
export interface Outcome {
  readonly plan: unknown;
  readonly refs: readonly string[];
  readonly status: unknown;
}

const without = (text: string, id: string): unknown => JSON.parse(text.replaceAll(id, 'ID'));

/** The plan of picking all that is odd, as `rel pick --dry-run` has it, without its random name. */
export async function planned(shop: OddShop, place: Place): Promise<unknown> {
  const run = await rel(place, [...pick(shop), '--dry-run']);
  expect(run.exit, run.stdout + run.stderr).toBe(0);
  return without(JSON.stringify(run.json.plan), run.json.plan.stamp.id);
}

export const pick = (shop: OddShop): string[] => ['pick', ...fixes.map(shop.sha), '--into', '1.0'];

/** The core of rel: what would be picked, the pick itself, and what the board says after it. */
export async function tellStory(shop: OddShop, place: Place): Promise<Outcome> {
  const plan = await planned(shop, place);
  const done = await rel(place, pick(shop));
  expect([done.exit, done.json.warnings], done.stdout + done.stderr).toEqual([0, []]);
  const board = await rel(place, ['status']);
  expect(board.exit, board.stdout + board.stderr).toBe(0);
  return { plan, refs: refsOf(shop), status: board.json.result };
}

/** The refs of the remote, but for the ledger (what is put on record has a random name) and branches in capitals. */
const refsOf = ({ origin }: OddShop): string[] =>
  git(origin, ['for-each-ref', '--format=%(refname) %(objectname)'])
    .split('\n')
    .filter((row) => !/^refs\/(?:rel\/ledger |heads\/[A-Z])/.test(row));

/** What rel may write: the remote; of a clone the objects, the tracking refs, and what it keeps for itself. */
const ours =
  /^origin\.git|(^|\/)(\.git|[^/]+\.git|modules\/[^/]+)\/(objects|rel|rel\.lock|refs\/remotes|logs\/refs\/remotes|reftable)(\/|$)/;

/**
 * All else of a shop is the user's: files, index, HEAD, configuration, branches, stash, the state of a rebase. A digest
 * of each file by its path, which is binary: a character a byte.
 */
export function userState({ dir }: OddShop): Record<string, string> {
  const listed = execFileSync('find', ['.', '-not', '-type', 'd', '-print0'], {
    cwd: dir,
    encoding: 'latin1',
  });
  const paths = listed.split('\0').filter((path) => path !== '' && !ours.test(path.slice(2)));
  return Object.fromEntries(
    paths.map((path) => [path, digest(Buffer.from(`${dir}/${path}`, 'latin1'))]).sort(),
  );
}

function digest(path: Buffer): string {
  const bytes = lstatSync(path).isSymbolicLink() ? readlinkSync(path, 'buffer') : readFileSync(path);
  return createHash('sha256').update(bytes).digest('hex');
}

/** What `git cherry-pick -x` makes of the odd fixes in a checkout that converts nothing: the tree of the last one. */
export function expectedTree(shop: OddShop): string {
  const dir = temporaryFolder();
  git(dir, ['clone', '--quiet', '--no-checkout', shop.origin, '.']);
  writeFileSync(join(dir, '.git/info/attributes'), '* -text -eol -working-tree-encoding -filter -ident\n');
  git(dir, ['checkout', '--quiet', '--detach', shop.sha('own')]);
  git(dir, ['cherry-pick', '-x', ...fixes.map(shop.sha)]);
  return git(dir, ['rev-parse', 'HEAD^{tree}']).trim();
}
