import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Journal, readPending, stateFolder } from '../../src/apply/journal.ts';
import { openRepository } from '../../src/git/repository.ts';
import { emptyRepository } from '../support/git-history.ts';
import { planOf, pushStep, stampOf } from '../support/small-operation.ts';

const sha = 'a'.repeat(40);
const plan = planOf([pushStep('one', [{ ref: 'refs/heads/ü', from: null, to: sha }])]);

async function journal() {
  const repo = await openRepository(emptyRepository());
  const folder = stateFolder(repo);
  return { repo, folder, file: join(folder, 'journal.jsonl') };
}

describe('the journal', () => {
  test('cut off at any byte holds the whole plan or none, and loses marks from the end only', async () => {
    const { repo, file } = await journal();
    const begun = Journal.begin(repo, plan);
    const marks = [
      { step: 0, event: 'start' },
      { step: 0, event: 'done' },
      { step: 1, event: 'dropped' },
    ] as const;
    for (const mark of marks) begun.mark(mark);
    expect(readPending(repo)).toMatchObject({ plan, marks });
    const bytes = readFileSync(file);
    const planLength = bytes.indexOf('\n') + 1;
    for (let length = bytes.length; length >= 0; length--) {
      truncateSync(file, length);
      const pending = readPending(repo);
      const kept = bytes.subarray(planLength, length).toString().split('\n').length - 1;
      if (length < planLength) expect(pending).toBeNull();
      else expect([pending?.plan, pending?.marks]).toEqual([plan, marks.slice(0, kept)]);
    }
  });

  test('that goes on drops the half of a line before it writes another', async () => {
    const { repo, file } = await journal();
    Journal.begin(repo, plan).mark({ step: 0, event: 'start' });
    appendFileSync(file, '{"step":0,"ev');
    const pending = readPending(repo);
    if (pending === null) throw new Error('nothing pending');
    Journal.resume(repo, pending).mark({ step: 0, event: 'done' });
    expect(readPending(repo)?.marks.map(({ event }) => event)).toEqual(['start', 'done']);
  });

  test('is kept under its id when it is finished, and is gone when it is discarded', async () => {
    const { repo, folder } = await journal();
    Journal.begin(repo, plan).finish();
    expect(readPending(repo)).toBeNull();
    expect(readdirSync(join(folder, 'done'))).toEqual([`${stampOf().id}.jsonl`]);
    Journal.begin(repo, planOf(plan.steps, stampOf(1))).discard();
    expect(readPending(repo)).toBeNull();
    expect(readdirSync(folder)).toEqual(['done']);
    expect(readdirSync(join(folder, 'done'))).toHaveLength(1);
  });

  test('that was never begun is no operation: a draft of it is written over', async () => {
    const { repo, folder, file } = await journal();
    mkdirSync(folder);
    writeFileSync(`${file}.new`, `${JSON.stringify(planOf([], stampOf(7)))}\n and more`);
    expect(readPending(repo)).toBeNull();
    Journal.begin(repo, plan);
    expect(readPending(repo)).toMatchObject({ plan, marks: [] });
    expect(existsSync(`${file}.new`)).toBe(false);
  });

  test.each([
    ['a plan of another version', '{"rel":2}\n'],
    ['no JSON', 'what\n'],
    ['a spoiled mark', `${JSON.stringify(plan)}\n{"step":\0}\n{"step":0,"event":"done"}\n`],
  ])('that cannot be read stops every change, and says where it is: %s', async (_, text) => {
    const { repo, folder, file } = await journal();
    mkdirSync(folder);
    writeFileSync(file, text);
    expect(() => readPending(repo)).toThrow(expect.objectContaining({ code: 'pending' }));
    expect(() => readPending(repo)).toThrow(file);
  });
});
