import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimelineItem } from '../../src/domain/change.ts';
import { givenFor } from '../../src/gates/approvals/given-for.ts';
import { labeled, pullRequestOf, review } from '../support/gate-facts.ts';

type Act = 'push' | 'rewrite' | 'back' | 'label' | 'review';

const act = fc.constantFrom<Act>('push', 'push', 'rewrite', 'rewrite', 'back', 'label', 'review');

/**
 * A PR's life as it is, and as GitHub tells it afterwards: a force-push takes the commits that the branch no longer has
 * out of the timeline. A branch is the list of its commits; heads are `0000...1` and so on.
 */
function live(acts: readonly Act[]) {
  let next = 1;
  const fresh = () => `${next++}`.padStart(40, '0');
  let branch = [fresh()];
  const older = [branch];
  let timeline: (TimelineItem & { readonly headThen?: readonly string[] })[] = [
    { kind: 'commit', sha: branch[0] ?? '' },
  ];
  const move = (to: string[], forced: boolean) => {
    const [before, after] = [branch.at(-1) ?? null, to.at(-1) ?? null];
    if (forced) {
      timeline = timeline.filter((item) => item.kind !== 'commit' || to.includes(item.sha));
      timeline.push({ kind: 'force-push', before, after, at: '' });
    }
    const shown = timeline.map((item) => (item.kind === 'commit' ? item.sha : ''));
    for (const sha of to) if (!shown.includes(sha)) timeline.push({ kind: 'commit', sha });
    older.push(to);
    branch = to;
  };
  for (const [at, one] of acts.entries()) {
    if (one === 'push') move([...branch, fresh()], false);
    if (one === 'rewrite')
      move([...branch.slice(0, at % branch.length), fresh(), ...(at % 2 ? [fresh()] : [])], true);
    const back = older[(at * 7) % older.length] ?? branch;
    if (one === 'back' && back.at(-1) !== branch.at(-1))
      move(back, !branch.every((sha, n) => back[n] === sha));
    if (one === 'label') timeline.push({ ...labeled('ok', 'quinn'), headThen: branch });
    if (one === 'review')
      timeline.push({ ...review('COMMENTED', 'quinn', null), sha: branch.at(-1) ?? null } as TimelineItem);
  }
  const pr = pullRequestOf({ headSha: branch.at(-1) ?? '', commitCount: branch.length, timeline });
  const labels = timeline.flatMap(({ headThen }, position) =>
    headThen === undefined ? [] : [{ position, headThen }],
  );
  return { pr, labels, older };
}

const mark = (position: number) => ({ how: 'label' as const, by: 'quinn', at: '', url: '', position });

test('no head is ever named that the label may not have been given for', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.array(act, { maxLength: 14 }), (acts) => {
      const { pr, labels, older } = live(
        [...acts, 'push'].slice(0, acts.length + (acts.length % 2)) as Act[],
      );
      for (const { position, headThen } of labels) {
        const given = givenFor(pr, mark(position));
        seen.add(given.kind === 'earlier' && given.oneOf ? 'one of' : given.kind);
        const head = headThen.at(-1);
        if (given.kind === 'present') expect(head).toBe(pr.headSha);
        if (given.kind === 'earlier' && !given.oneOf) expect(head).toBe(given.head);
        // Any commit of the branch that ended with it; where that has one commit, it is the head.
        if (given.kind === 'earlier' && given.oneOf) {
          expect(older.some((branch) => branch.at(-1) === given.head && branch.includes(head ?? ''))).toBe(
            true,
          );
        }
      }
    }),
    { numRuns: 3000 },
  );
  expect([...seen].sort()).toEqual(['earlier', 'one of', 'present']);
});
