import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alreadyThere, type Wanted } from '../../../src/plans/presence/already-there.ts';
import { historyOf, type OwnCommit } from '../../../src/plans/presence/own-history.ts';

const shaAt = (at: number): string => at.toString(16).padStart(40, '0');
const source = 'f'.repeat(40);

/** What somebody does next; a number chooses among the ways there are. */
type Deed = { readonly kind: 'other' | 'pick' | 'undo'; readonly way: number };

/** The branch after the deeds, and whether the change is on it: told by what the last deed did to it. */
function branchAfter(deeds: readonly Deed[]): { readonly own: OwnCommit[]; readonly there: boolean } {
  const own: OwnCommit[] = [];
  let there = false;
  /** What undoing would have to name: what brought the change, or what took it away. */
  let last: number | null = null;
  const commit = (message: string): number => {
    const at = own.length;
    const parents = at === 0 ? [] : [shaAt(at - 1)];
    const same = { author: `${at}`, paths: ['cart'], patchId: `${at}` };
    return own.push({ sha: shaAt(at), parents, message: `${message} (#${100 + at})\n`, ...same }) - 1;
  };
  const say = (at: number, message: string): void => {
    const before = own[at];
    if (before !== undefined) own[at] = { ...before, message: `${before.message}\n${message}\n` };
  };
  for (const { kind, way } of deeds) {
    if (kind === 'pick' && !there) {
      last = commit('Mend');
      say(last, `(cherry picked from commit ${source})\nPull-Request: #7`);
      there = true;
    } else if (kind === 'undo' && last !== null) {
      const named = last;
      const ways = [
        () => `This reverts commit ${shaAt(named)}.`,
        () => `This reverts commit ${shaAt(named)} (Mend, 2026-11-01).`,
        () => `Reverts acme/shop#${100 + named}`,
        ...(there ? [() => `This reverts commit ${source}.`, () => 'Reverts acme/shop#7'] : []),
      ];
      last = commit('Take it back');
      say(last, ways[way % ways.length]?.() ?? '');
      there = !there;
    } else commit('Something else');
  }
  return { own, there };
}

test('however often a change is picked and taken back, what was done last counts', () => {
  const deed = fc.record({
    kind: fc.constantFrom<Deed['kind']>('other', 'pick', 'undo', 'undo'),
    way: fc.nat(9),
  });
  const wanted: Wanted = {
    ...{ sha: source, title: 'Mend (#7)', author: 'Dora', origins: [], paths: ['cart'] },
    ...{ patchId: 'patch', ancestor: false },
    pullRequest: {
      number: 7,
      parts: [{ sha: source, title: 'Mend (#7)', author: 'Dora', paths: ['cart'] }],
      patchId: null,
    },
  };
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 12 }), (deeds) => {
      const { own, there } = branchAfter(deeds);
      const place = alreadyThere(wanted, historyOf(own), shaAt(own.length - 1));
      expect(place !== null).toBe(there);
    }),
    { numRuns: 500 },
  );
});
