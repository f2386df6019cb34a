import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { finishedWith, lastFinished } from '../../src/apply/finished.ts';
import { Journal, readPending } from '../../src/apply/journal.ts';
import { openRepository } from '../../src/git/repository.ts';
import { emptyRepository } from '../support/git-history.ts';
import { planOf, stampOf } from '../support/small-operation.ts';

const repository = () => openRepository(emptyRepository());
const idOf = (nth: number) => stampOf(nth).id;

/** Puts the journal of the nth operation among the finished ones, ended then; null: an older rel did not say when. */
function ended(dir: string, nth: number, at: string | null, suffix = '', touched = at): void {
  const done = join(dir, '.git/rel/done');
  mkdirSync(done, { recursive: true });
  const file = join(done, `${idOf(nth)}${suffix}.jsonl`);
  const lines = [planOf([], stampOf(nth)), ...(at === null ? [] : [{ ended: at }])];
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  if (touched !== null) utimesSync(file, new Date(touched), new Date(touched));
}

test('no operation has ended where none was ever begun', async () => {
  expect(lastFinished(await repository())).toBeNull();
});

test('the last one is the one that ended last by its own word, wherever the file was copied since', async () => {
  const repo = await repository();
  ended(repo.dir, 1, '2026-11-21T10:00:02.000Z', '', '2026-11-01T00:00:00.000Z');
  ended(repo.dir, 2, '2026-11-21T10:00:01.000Z', '', '2026-11-30T00:00:00.000Z');
  expect(lastFinished(repo)?.id).toBe(idOf(1));
});

test('of an older rel it is when the file was written last', async () => {
  const repo = await repository();
  ended(repo.dir, 1, '2026-11-21T10:00:02.000Z');
  ended(repo.dir, 2, null, '', '2026-11-21T10:00:03.000Z');
  expect(lastFinished(repo)?.id).toBe(idOf(2));
});

test('one that was gone on with has all its parts, in order', async () => {
  const repo = await repository();
  for (const [at, suffix] of ['', '-2', '-10'].entries())
    ended(repo.dir, 1, `2026-11-21T10:00:0${at}.000Z`, suffix);
  ended(repo.dir, 2, '2026-11-21T09:00:00.000Z');
  expect(lastFinished(repo)).toMatchObject({ id: idOf(1), parts: [{}, {}, {}] });
  expect(finishedWith(repo, idOf(3))).toBeNull();
});

test('what cannot be read is said, and nothing before it is taken for the last one', async () => {
  const repo = await repository();
  ended(repo.dir, 1, '2026-11-21T10:00:00.000Z');
  writeFileSync(join(repo.dir, '.git/rel/done', `${idOf(2)}.jsonl`), 'spoiled\n');
  expect(() => lastFinished(repo)).toThrow(expect.objectContaining({ code: 'file-unreadable' }));
});

test('an undo of a pending operation holds it, and puts it back where it does not happen', async () => {
  const repo = await repository();
  const first = Journal.begin(repo, planOf([], stampOf(1)));
  first.mark({ step: 0, event: 'start', before: { body: 'old' } });
  const pending = readPending(repo);
  if (pending === null) throw new Error('nothing pending');
  Journal.begin(repo, planOf([], stampOf(2)), pending);
  const undo = readPending(repo);
  if (undo === null) throw new Error('nothing pending');
  expect([undo.plan.stamp.id, undo.replaces?.plan.stamp.id]).toEqual([idOf(2), idOf(1)]);
  Journal.resume(repo, undo).discard();
  expect(readPending(repo)).toEqual(pending);

  Journal.begin(repo, planOf([], stampOf(2)), pending).finish();
  expect(readPending(repo)).toBeNull();
  expect(readdirSync(join(repo.dir, '.git/rel/done'))).toEqual([`${idOf(2)}.jsonl`]);
  expect(lastFinished(repo)?.parts[0]?.replaces?.marks).toEqual(pending.marks);
});
