import { describe, expect, test } from 'vitest';
import { readLedger } from '../../src/git/ledger.ts';
import { pushAtomically } from '../../src/git/push.ts';
import { push } from '../../src/steps/push.ts';
import { git } from '../support/git-history.ts';
import { hook, origin, pushStep, refsOf, stampOf } from '../support/small-operation.ts';

const one = 'refs/heads/one';
const ledger = 'refs/rel/ledger';

describe('the push', () => {
  test('puts its entry on top where somebody else appends to the ledger meanwhile', async () => {
    const { context, bare, a, b, repo } = await origin();
    await push.run(pushStep('two', [{ ref: 'refs/heads/two', from: a, to: b }], stampOf(1)), context);
    const theirs = refsOf(bare)[ledger] ?? '';
    git(bare, ['update-ref', '-d', ledger]);
    hook(bare, 'update', `once git update-ref ${ledger} ${theirs}\ntrue`);

    const step = pushStep('one', [{ ref: one, from: a, to: b }], stampOf(2));
    expect(await push.done(step, context)).toBe(false);
    expect(await push.run(step, context)).toEqual({ kind: 'done', notes: [] });

    expect(refsOf(bare)[one]).toBe(b);
    const tip = refsOf(bare)[ledger] ?? '';
    expect(git(bare, ['rev-parse', `${tip}^`]).trim()).toBe(theirs);
    expect((await readLedger(repo, tip)).map(({ id }) => id).sort()).toEqual([stampOf(1).id, stampOf(2).id]);
    expect(await push.done(step, context)).toBe(true);
  });

  test('says what a remote took of it that hides a ref: to git that is no reason to refuse the rest', async () => {
    const { context, bare, a, b } = await origin();
    git(bare, ['config', 'transfer.hideRefs', 'refs/rel']);
    const outcome = await push.run(pushStep('one', [{ ref: one, from: a, to: b }]), context);
    const took = refsOf(bare)[one] === b;
    const message = expect.stringContaining(took ? `took the rest: ${one}` : 'nothing was changed there');
    expect(outcome).toMatchObject({ kind: 'refused', trouble: { code: 'push-refused', message } });
  });

  test('lands nothing where the branch has moved, before or while it pushes', async () => {
    for (const when of ['before', 'while']) {
      const { context, bare, a, b, c } = await origin();
      git(context.repo.dir, ['push', '-q', 'origin', `${c}:refs/heads/two`, '--force']);
      const move = `git update-ref ${one} ${c}`;
      if (when === 'before') git(bare, move.split(' ').slice(1));
      else hook(bare, 'update', `once ${move}\ntrue`);
      const outcome = await push.run(pushStep('one', [{ ref: one, from: a, to: b }]), context);
      expect(outcome).toEqual({ kind: 'moved', refs: [one] });
      expect(refsOf(bare)).toEqual({ [one]: c, 'refs/heads/two': c });
    }
  });

  test('is too late where another run has made the very same commits, in the same second', async () => {
    const { context, bare, a, b } = await origin();
    const moves = [{ ref: one, from: a, to: b }];
    await push.run(pushStep('one', moves, stampOf(1)), context);
    const refs = refsOf(bare);
    const outcome = await push.run(pushStep('one', moves, stampOf(2)), context);
    expect(outcome).toEqual({ kind: 'moved', refs: [one] });
    expect(refsOf(bare)).toEqual(refs);
  });

  test('that lost to its own twin, which a killed rel left behind, is done', async () => {
    const { context, bare, a, b } = await origin();
    const step = pushStep('one', [{ ref: one, from: a, to: b }]);
    await push.run(step, context);
    const landed = refsOf(bare);
    git(bare, ['update-ref', one, a]);
    git(bare, ['update-ref', '-d', ledger]);
    hook(
      bare,
      'update',
      `once sh -c 'git update-ref ${one} ${b}; git update-ref ${ledger} ${landed[ledger]}'\ntrue`,
    );
    expect(await push.run(step, context)).toEqual({ kind: 'done', notes: [] });
    expect(refsOf(bare)).toEqual(landed);
  });

  test('lands nothing on a train that was put on hold after it was planned; once it is resumed it does', async () => {
    const { context, bare, a, b } = await origin();
    const record = (kind: 'hold' | 'resume', nth: number) => {
      const { ledger, ...step } = pushStep('one', [], stampOf(nth));
      const entries = ledger.entries.map(({ rel, id, at, actor, version, judgements }) => {
        return { rel, id, at, actor, version, judgements, kind, reason: 'legal' };
      });
      return push.run({ ...step, ledger: { ...ledger, entries } }, context);
    };
    const step = pushStep('one', [{ ref: one, from: a, to: b }], stampOf(3));
    const other = pushStep('two', [{ ref: 'refs/heads/two', from: a, to: b }], stampOf(4));
    expect(await record('hold', 1)).toMatchObject({ kind: 'done' });
    expect(await push.run(step, context)).toMatchObject({ kind: 'refused', trouble: { code: 'on-hold' } });
    expect(refsOf(bare)[one]).toBe(a);
    expect(await push.run(other, context)).toMatchObject({ kind: 'done' });
    expect(await record('resume', 2)).toMatchObject({ kind: 'done' });
    expect(await push.run(step, context)).toMatchObject({ kind: 'done' });
  });

  test.each([
    ['after it had landed is found again by its entry', 'post-receive', true],
    ['before it landed has not happened', 'pre-receive', false],
  ])('whose connection breaks %s', async (_, at, landed) => {
    const { context, bare, a, b } = await origin();
    hook(bare, at, 'once kill -9 $PPID');
    const step = pushStep('one', [{ ref: one, from: a, to: b }]);
    const ending = push.run(step, context);
    if (landed) expect(await ending).toEqual({ kind: 'done', notes: [] });
    else await expect(ending).rejects.toMatchObject({ code: 'remote-unreachable' });
    expect(refsOf(bare)[one]).toBe(landed ? b : a);
    expect(await push.done(step, context)).toBe(landed);
  });

  test('holds a ref where it is: a policy that was read there must still be there', async () => {
    const { context, bare, a, b, c } = await origin();
    const moves = [
      { ref: one, from: a, to: b },
      { ref: 'refs/heads/two', from: a, to: a },
    ];
    await pushAtomically(context.repo, 'origin', [{ ref: 'refs/heads/two', from: a, to: c }]);
    const outcome = await push.run(pushStep('one', moves), context);
    expect(outcome).toEqual({ kind: 'moved', refs: ['refs/heads/two'] });
    expect(refsOf(bare)[one]).toBe(a);
  });
});
