import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import { push } from '../../src/steps/push.ts';
import { mostTries, pauseAfter } from '../../src/steps/rivals.ts';
import type { StepContext } from '../../src/steps/step.ts';
import { git } from '../support/git-history.ts';
import { passed } from '../support/judgements.ts';
import { hook, origin, pushStep, refsOf, stampOf } from '../support/small-operation.ts';

const ledger = 'refs/rel/ledger';
const one = 'refs/heads/one';

/** Waits that take no time, and chance that is always the same. */
function noTime() {
  const slept: number[] = [];
  const sleep = async (ms: number) => void slept.push(ms);
  return { slept, rivalry: { sleep, now: () => 0, random: () => 0.5 } };
}

/** Puts an entry of this kind on record of the train, as somebody else does; gives the ledger's tip. */
async function onRecord(context: StepContext, bare: string, nth: number, more: object): Promise<string> {
  const step = pushStep('one', [], stampOf(nth, 'quinn'));
  const [{ kind: _, branch: __, ...common } = {}] = step.ledger.entries as Record<string, unknown>[];
  const entries = [{ ...common, ...more } as LedgerEntry];
  const outcome = await push.run({ ...step, ledger: { ref: ledger, entries } }, context);
  expect(outcome).toMatchObject({ kind: 'done' });
  return refsOf(bare)[ledger] ?? '';
}

const reject = { kind: 'sign-off', role: 'qa', decision: 'rejected', sha: 'c'.repeat(40), candidate: 'v1' };
const close = { kind: 'close', branch: 'one', sha: 'c'.repeat(40), reason: 'given up', fixes: [] };
const run = { kind: 'test-results', sha: 'c'.repeat(40), suites: [], failures: [], passed: [] };

describe('the push among rivals', () => {
  test('tries a bounded number of times, and waits between them', async () => {
    const { context, bare, a, b } = await origin();
    const { slept, rivalry } = noTime();
    await onRecord(context, bare, 1, run);
    // Somebody else's entry lands in the middle of each of our pushes.
    const other = `git commit-tree -p ${ledger} -m "$RANDOM$$" ${ledger}^{tree}`;
    hook(bare, 'update', `[ "$1" != ${ledger} ] || git update-ref ${ledger} $(${other})`);
    const step = pushStep('one', [{ ref: one, from: a, to: b }], stampOf(2));
    expect(await push.run(step, { ...context, rivalry })).toEqual({ kind: 'moved', refs: [ledger] });
    expect(slept).toHaveLength(mostTries);
    expect(slept.slice(0, 5)).toEqual([100, 200, 300, 400, 400]);
    expect(refsOf(bare)[one]).toBe(a);
  });

  test('pauses by chance, as long as tries take, and a few seconds at most', () => {
    const pause = (chance: number, lost: number, took: number) =>
      pauseAfter(lost, took, { random: () => chance });
    expect([pause(0, 2, 0), pause(0.25, 2, 0), pause(0.999, 2, 0)]).toEqual([0, 100, 399]);
    expect([pause(0.5, 1, 1000), pause(0.5, 9, 1000), pause(0.5, 9, 60_000)]).toEqual([500, 2000, 2500]);
  });

  test('is no race with a git that has died on the remote and left its lock', async () => {
    const { context, bare, a, b } = await origin();
    const { slept, rivalry } = noTime();
    git(bare, ['config', 'core.filesRefLockTimeout', '0']);
    writeFileSync(join(bare, `${one}.lock`), '');
    const step = pushStep('one', [{ ref: one, from: a, to: b }], stampOf(2));
    expect(await push.run(step, { ...context, rivalry })).toMatchObject({
      kind: 'refused',
      trouble: {
        code: 'push-refused',
        message: expect.stringContaining('locked'),
        why: expect.stringContaining(`cannot lock ref '${one}'`),
      },
    });
    expect(slept).toHaveLength(7);
    expect(refsOf(bare)).toEqual({ [one]: a, 'refs/heads/two': a });
  });

  test('that meets a lock which goes away lands', async () => {
    const { context, bare, a, b } = await origin();
    git(bare, ['config', 'core.filesRefLockTimeout', '0']);
    hook(bare, 'update', `[ "$1" != ${one} ] || once touch ${one}.lock || rm -f ${one}.lock`);
    const step = pushStep('one', [{ ref: one, from: a, to: b }], stampOf(2));
    expect(await push.run(step, { ...context, ...noTime() })).toMatchObject({ kind: 'done' });
    expect(refsOf(bare)[one]).toBe(b);
  });
});

describe('what came on record since it was judged', () => {
  test.each<[string, boolean, object, boolean]>([
    ['a rejection, where gates have spoken', true, reject, false],
    ['a test run, where gates have spoken', true, run, false],
    ['a rejection, where no gate was asked', false, reject, true],
    ['the end of the train, where no gate was asked', false, close, false],
    ['a hold that is over', false, { kind: 'resume', reason: 'settled' }, true],
  ])('%s', async (_, judged, landed, lands) => {
    const { context, bare, a, b } = await origin();
    const judgedOn = await onRecord(context, bare, 1, run);
    const step = pushStep('one', [{ ref: one, from: a, to: b }], stampOf(2));
    const entries = step.ledger.entries.map((e) => ({
      ...e,
      judgements: judged ? [passed('candidate')] : [],
    }));
    await onRecord(context, bare, 3, landed);
    const ours = { ...step, ledger: { ...step.ledger, entries } };
    const outcome = await push.run(ours, { ...context, stamp: stampOf(2), judgedOn });
    if (lands) expect(outcome).toMatchObject({ kind: 'done' });
    else
      expect(outcome).toMatchObject({
        kind: 'refused',
        trouble: { code: 'moved', why: expect.stringContaining('by quinn, 2026-11-21 10:00 UTC') },
      });
    expect(refsOf(bare)[one]).toBe(lands ? b : a);
  });

  test('another version is another matter; a ledger that was rewritten is not', async () => {
    const { context, bare, a, b } = await origin();
    const judgedOn = await onRecord(context, bare, 1, run);
    await onRecord(context, bare, 3, { ...close, version: '9.9.9' });
    const landing = pushStep('one', [{ ref: one, from: a, to: b }], stampOf(2));
    expect(await push.run(landing, { ...context, judgedOn })).toMatchObject({ kind: 'done' });

    git(bare, ['update-ref', '-d', ledger]);
    await onRecord(context, bare, 4, run);
    const next = pushStep('one', [{ ref: one, from: b, to: a }], stampOf(5));
    expect(await push.run(next, { ...context, judgedOn })).toMatchObject({
      kind: 'refused',
      trouble: { code: 'moved', why: 'the ledger was rewritten on the remote' },
    });
  });
});
