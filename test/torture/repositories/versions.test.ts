import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { git, temporaryFolder } from '../../support/git-history.ts';
import { figure } from '../support/figures.ts';
import { getGits, gitsHere, type OtherGit } from './gits.mjs';
import { type OddShop, oddShop } from './support/odd-shop.ts';
import { type Outcome, type Place, rel, tellStory, userState } from './support/story.ts';

/** How many versions Debian has beside this machine's own, the one that is too old included. */
const known = 5;
const unavailable = getGits();
const gits = gitsHere();
for (const reason of unavailable) process.stdout.write(`not tried: git of Debian's ${reason}\n`);

const path = process.env.PATH ?? '';
const inFront = (dir: string) => ({ PATH: `${dir}${delimiter}${path}` });
const tooOld = ({ version }: OtherGit): boolean => /^2\.(?:[0-9]|[12][0-9]|3[0-7])\./.test(version);

let plain: Outcome;
let conflicting: unknown;

beforeAll(async () => {
  const shop = oddShop();
  plain = await tellStory(shop, { cwd: shop.work });
  conflicting = await conflict(shop, { cwd: shop.work });
});

/** A pick that conflicts, and a candidate of what was picked before. */
async function conflict({ sha }: OddShop, place: Place): Promise<unknown> {
  const run = await rel(place, ['pick', sha('submodule'), '--into', '1.1']);
  expect(run.exit, run.stdout + run.stderr).toBe(4);
  const tagged = await rel(place, ['tag-rc', '1.0.0']);
  expect(tagged.exit, tagged.stdout + tagged.stderr).toBe(0);
  const { tag, sha: candidate } = tagged.json.result;
  return [run.json.result, run.json.error.why, tag, candidate];
}

/** The whole of it by one version: the same commits, and the clone as it was. */
async function sameAsPlain(env: Place['env'], make?: (shop: OddShop) => void): Promise<void> {
  const shop = oddShop();
  make?.(shop);
  const place = { cwd: shop.work, env: env ?? {} };
  const before = userState(shop);
  expect(await tellStory(shop, place)).toEqual(plain);
  expect(await conflict(shop, place)).toEqual(conflicting);
  expect(userState(shop)).toEqual(before);
  rmSync(shop.dir, { recursive: true });
}

test.runIf(gits.some(tooOld))(
  'a git that is too old is refused, with the version that is needed',
  async () => {
    for (const { dir } of gits.filter(tooOld)) {
      const shop = oddShop();
      const { exit, json } = await rel({ cwd: shop.work, env: inFront(dir) }, ['status']);
      expect([exit, json.error.code, json.error.remedy]).toEqual([
        ...[2, 'git-too-old'],
        expect.stringContaining('2.38'),
      ]);
    }
  },
);

test.each(gits.filter((one) => !tooOld(one)))('git $version makes the very same', async ({ dir }) => {
  await sameAsPlain(inFront(dir));
});

/** 2.38 is in no archive: this machine's git, which says it is 2.38 and refuses what came after it. */
test('what git 2.38 can do is enough', async () => {
  const dir = temporaryFolder();
  const later = '*" --merge-base="*|*" merge-tree "*" --stdin"*|*" --attr-source="*|*" --no-lazy-fetch "*';
  const lines = [
    '#!/bin/sh',
    `PATH='${path}'`,
    `case " $* " in ${later}) echo 'error: unknown option' >&2; exit 129;; *' version '*) echo 'git version 2.38.5'; exit 0;; esac`,
    'exec git "$@"',
    '',
  ];
  writeFileSync(join(dir, 'git'), lines.join('\n'), { mode: 0o755 });
  await sameAsPlain(inFront(dir));
  figure({ room: 'repositories', what: 'ways of git 2.38', tried: 1, failures: 0 });
});

const newest = gits.findLast(({ version }) => /^2\.(?:4[5-9]|[5-9]\d)/.test(version));

test.runIf(newest !== undefined)('refs in tables (reftable), and the defaults of git 3.0', async () => {
  const dir = newest?.dir ?? '';
  const env = { ...inFront(dir), GIT_DEFAULT_HASH: 'sha256', GIT_DEFAULT_REF_FORMAT: 'reftable' };
  await sameAsPlain(env, ({ work }) => {
    execFileSync(join(dir, 'git'), ['refs', 'migrate', '--ref-format=reftable'], { cwd: work });
  });
});

test('are on record where all of them can be had', () => {
  expect(git(temporaryFolder(), ['version'])).toMatch(/2\.\d+/);
  if (unavailable.length > 0 || gits.length < known) return;
  const what = 'other versions of git (where they can be had)';
  figure({ room: 'repositories', what, tried: gits.length, failures: 0 });
});
