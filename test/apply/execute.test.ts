import { describe, expect, test } from 'vitest';
import { execute, stepsLeft } from '../../src/apply/execute.ts';
import { Journal, type Mark, readPending } from '../../src/apply/journal.ts';
import {
  abortPending,
  applyPlan,
  continuePending,
  requireNothingPending,
} from '../../src/apply/operation.ts';
import { git } from '../support/git-history.ts';
import { hook, origin, planOf, pushStep, refsOf, tagStep } from '../support/small-operation.ts';

const [one, two, ledger] = ['refs/heads/one', 'refs/heads/two', 'refs/rel/ledger'];

/** Two targets, each with a tag, a push of branch and tag, and a last step that needs what the push did. */
async function twoTargets() {
  const place = await origin();
  const { context, a, b } = place;
  const steps = [];
  for (const target of ['one', 'two']) {
    const tag = await tagStep(context, target, `v${target}`, b);
    const moves = [
      { ref: `refs/heads/${target}`, from: a, to: b },
      { ref: `refs/tags/v${target}`, from: null, to: tag.sha },
    ];
    steps.push(tag, pushStep(target, moves), await tagStep(context, target, `after-${target}`, a));
  }
  return { ...place, plan: planOf(steps) };
}

describe('a plan of several targets', () => {
  test.each([
    ['refused', `case $1 in ${one}) exit 1; esac`, 'push-refused'],
    ['too late', `case $1 in ${one}) once git update-ref ${one} COMMIT; esac`, 'moved'],
  ])('drops the rest of one whose push is %s, and goes on with the other', async (_, body, code) => {
    const { context, bare, plan, a, b, c, repo } = await twoTargets();
    git(repo.dir, ['push', '-q', 'origin', `${c}:refs/heads/three`]);
    hook(bare, 'update', `${body.replace('COMMIT', c)}\ntrue`);
    const journal = Journal.begin(repo, plan);
    const applied = await execute(plan, context, journal);

    expect([...applied.failed.keys()]).toEqual(['one']);
    expect(applied.failed.get('one')).toMatchObject({ code });
    expect(refsOf(bare)).toMatchObject({ [one]: code === 'moved' ? c : a, [two]: b });
    expect(refsOf(bare)).not.toHaveProperty('refs/tags/vone');
    const marks = readPending(repo)?.marks ?? [];
    expect(lastEvents(marks)).toEqual(['done', 'dropped', 'dropped', 'done', 'done', 'done']);
    expect(stepsLeft(plan, marks)).toEqual([]);

    // Resumed, it stays dropped: the push would succeed by now, but nobody has judged that.
    git(bare, ['update-ref', one, a]);
    hook(bare, 'update', 'true');
    const refs = refsOf(bare);
    const again = await execute(plan, context, journal, marks);
    expect([...again.failed.keys()]).toEqual(['one']);
    expect(refsOf(bare)).toEqual(refs);
    expect(readPending(repo)?.marks).toEqual(marks);
  });

  test('leaves no journal where nothing at all has happened, and keeps it where something has', async () => {
    const { context, bare, plan, repo } = await twoTargets();
    hook(bare, 'update', 'exit 1');
    const none = await applyPlan(plan, context);
    expect([...none.failed.keys()]).toEqual(['one', 'two']);
    await requireNothingPending(repo);
    hook(bare, 'update', `case $1 in ${one}) exit 1; esac`);
    expect([...(await applyPlan(plan, context)).failed.keys()]).toEqual(['one']);
    await requireNothingPending(repo);
  });
});

/** Stops at the nth mark, which is never written: what a kill there leaves behind. */
function dyingAt(nth: number, journal: Journal): Journal {
  let count = 0;
  const mark = journal.mark.bind(journal);
  return Object.assign(journal, {
    mark: (written: Mark) => {
      if (++count === nth) throw new Error('killed');
      mark(written);
    },
  });
}

describe('killed before any of its marks', () => {
  test('it comes to the same end when it goes on', async () => {
    const whole = await twoTargets();
    await applyPlan(whole.plan, whole.context);
    const end = refsOf(whole.bare);
    expect(Object.keys(end)).toHaveLength(5);
    for (const nth of [1, 2, 3, 4, 5, 6, 10]) {
      const { context, bare, plan, repo } = await twoTargets();
      const journal = dyingAt(nth, Journal.begin(repo, plan));
      await expect(execute(plan, context, journal)).rejects.toThrow('killed');
      const pending = readPending(repo);
      if (pending === null) throw new Error('nothing pending');
      expect((await continuePending(pending, context)).failed.size).toBe(0);
      expect(refsOf(bare), `mark ${nth}`).toEqual(end);
      expect(git(bare, ['rev-list', '--count', ledger]).trim()).toBe('2');
      await requireNothingPending(repo);
    }
  });

  test.each([1, 2, 3])('it can be forgotten without a trace before the push (mark %i)', async (nth) => {
    const { context, bare, plan, repo } = await twoTargets();
    const refs = refsOf(bare);
    await expect(execute(plan, context, dyingAt(nth, Journal.begin(repo, plan)))).rejects.toThrow('killed');
    const pending = readPending(repo);
    if (pending === null) throw new Error('nothing pending');
    await abortPending(pending, context);
    await requireNothingPending(repo);
    expect(refsOf(bare)).toEqual(refs);
  });

  test.each([4, 5, 9])('it can only be finished once a push has landed (mark %i)', async (nth) => {
    const { context, plan, repo } = await twoTargets();
    await expect(execute(plan, context, dyingAt(nth, Journal.begin(repo, plan)))).rejects.toThrow('killed');
    const pending = readPending(repo);
    if (pending === null) throw new Error('nothing pending');
    await expect(abortPending(pending, context)).rejects.toMatchObject({ code: 'pending' });
    await expect(requireNothingPending(repo)).rejects.toMatchObject({ code: 'pending' });
  });

  test('it writes its objects again where they are gone: nothing had held on to them', async () => {
    const { context, bare, plan, repo, work, b } = await twoTargets();
    await expect(execute(plan, context, dyingAt(3, Journal.begin(repo, plan)))).rejects.toThrow('killed');
    git(work, ['update-ref', 'refs/keep/b', b]);
    git(work, ['gc', '-q', '--prune=now']);
    const pending = readPending(repo);
    if (pending === null) throw new Error('nothing pending');
    expect(pending.marks).toHaveLength(2);
    expect((await continuePending(pending, context)).failed.size).toBe(0);
    expect(refsOf(bare)).toMatchObject({ [one]: b, [two]: b });
  });
});

describe('settled by somebody else between the reading and the lock', () => {
  test('it is neither continued nor aborted a second time', async () => {
    const { context, plan, repo } = await twoTargets();
    Journal.begin(repo, plan);
    const pending = readPending(repo);
    if (pending === null) throw new Error('nothing pending');
    await continuePending(pending, context);
    await expect(continuePending(pending, context)).rejects.toMatchObject({ code: 'moved' });
    await expect(abortPending(pending, context)).rejects.toMatchObject({ code: 'moved' });
  });
});

const lastEvents = (marks: readonly Mark[]): string[] =>
  [0, 1, 2, 3, 4, 5].map((step) => marks.findLast((mark) => mark.step === step)?.event ?? 'none');
