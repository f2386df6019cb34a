import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  mostTries,
  type Prerequisites,
  searchPrerequisites,
} from '../../../src/plans/picks/prerequisites.ts';
import { TriedSets } from '../../../src/plans/picks/tried-sets.ts';

/** Each change, in landing order, with sets of earlier ones of which it needs any one; `S` is the one in question. */
type Story = Readonly<Record<string, readonly string[]>>;

/** `b: ['a', 'cd']`: b is clean after a, or after c and d. */
const meets = (needs: readonly string[] | undefined, taken: readonly string[]): boolean =>
  (needs ?? ['']).some((one) => [...one].every((name) => taken.includes(name)));

/** What trying says of a set: members are taken in landing order as far as what they need was taken before. */
function tried(story: Story, set: readonly string[]) {
  const taken: string[] = [];
  for (const name of set) if (meets(story[name], taken)) taken.push(name);
  return { clean: meets(story.S, taken), stopped: set.filter((name) => !taken.includes(name)) };
}

/** The search on a story, and how many tries it took. `likely` are those that wrote the lines in conflict. */
function search(story: Story, likely = ''): Prerequisites & { readonly tries: number } {
  const inOrder = Object.keys(story).filter((name) => name !== 'S');
  const order = [...new Set([...likely, ...inOrder])];
  const candidates = { inOrder, likely: order, direct: likely.length };
  const steps = searchPrerequisites(candidates, new TriedSets());
  let [tries, step] = [0, steps.next()];
  for (; !step.done; tries += 1) {
    expect(step.value).toEqual([...step.value].sort());
    step = steps.next(tried(story, step.value));
  }
  return { ...step.value, tries };
}

const many = (count: number, needs: readonly string[] = ['']): Story =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [String.fromCharCode(97 + at), needs]));

describe('the smallest set of prerequisites', () => {
  test.each<[string, Story, string, string, string]>([
    ['is nothing where there are no changes', { S: ['a'] }, '', 'none', ''],
    ['is the one that wrote the lines', { ...many(9), S: ['e'] }, 'e', 'smallest', 'e'],
    ['is one of those that touched the file', { ...many(9), S: ['h'] }, 'e', 'smallest', 'h'],
    ['is two', { ...many(6), S: ['bf'] }, '', 'smallest', 'bf'],
    ['is a chain', { a: [''], b: ['a'], c: ['b'], d: ['c'], e: [''], S: ['d'] }, 'd', 'smallest', 'abcd'],
    ['is the shorter of two ways', { ...many(5), S: ['abc', 'de'] }, 'a', 'smallest', 'de'],
    ['has the likelier of two as small ones', { ...many(5), S: ['a', 'e'] }, 'e', 'smallest', 'e'],
    ['has no member that is left out itself', { a: ['x'], b: [''], S: ['b'] }, 'a', 'smallest', 'b'],
    ['is none where nothing helps', { ...many(3), S: ['x'] }, 'a', 'none', ''],
    ['is not known where too much would have to be tried', { ...many(9), S: ['x'] }, '', 'not-found', ''],
    ['is found among many by leaving out', { ...many(26), S: ['cmxyz'] }, '', 'minimal', 'cmxyz'],
    [
      'is known to be smallest where all smaller ones were tried',
      { ...many(9), S: ['aei'] },
      '',
      'smallest',
      'aei',
    ],
  ])('%s', (_, story, likely, are, set) => {
    const found = search(story, likely);
    expect([found.are, found.set.join('')]).toEqual([are, set]);
  });

  test('takes one try where the change that wrote the lines does', () => {
    expect(search({ ...many(26), S: ['q'] }, 'q').tries).toBe(1);
  });

  test('takes no try where one is known to be left out after what was taken before it', () => {
    // A chain of eight among eight: only prefixes of the chain can be taken at all.
    const chain = Object.fromEntries(
      [...'abcdefgh'].map((name, at) => [name, [[...'abcdefgh'][at - 1] ?? '']]),
    );
    const found = search({ ...chain, S: ['h'] });
    expect(found.set.join('')).toBe('abcdefgh');
    expect(found.tries).toBeLessThan(mostTries);
  });
});

describe('whatever needs whatever', () => {
  const names = [...'abcdefghij'];
  const needs = (earlier: readonly string[]) =>
    fc.array(
      fc.subarray([...earlier], { maxLength: Math.min(3, earlier.length) }).map((set) => set.join('')),
      { minLength: 1, maxLength: 3 },
    );
  // `x` is nothing that can be picked.
  const story = fc.integer({ min: 1, max: 10 }).chain((count) => {
    const own = names.slice(0, count);
    const entry = (name: string, needed: fc.Arbitrary<string[]>) =>
      needed.map((sets): [string, string[]] => [name, sets]);
    const all = own.map((name, at) =>
      entry(name, fc.oneof(fc.constant<string[]>(['']), needs([...own.slice(0, at), 'x']))),
    );
    const goal = entry(
      'S',
      needs([...own, 'x']).filter((sets) => !sets.includes('')),
    );
    const entries = fc.tuple(...all, goal);
    return fc.record({ story: entries.map((e): Story => Object.fromEntries(e)), likely: fc.subarray(own) });
  });

  test('what is called smallest is smallest, minimal is minimal, and none is none', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(story, ({ story, likely }) => {
        const own = Object.keys(story).filter((name) => name !== 'S');
        const subsets = Array.from({ length: 2 ** own.length }, (_, bits) =>
          own.filter((_, at) => bits & (1 << at)),
        );
        const clean = (set: readonly string[]) =>
          tried(story, set).clean && tried(story, set).stopped.length === 0;
        const smallest = Math.min(...subsets.filter(clean).map((set) => set.length));
        const { are, set } = search(story, likely.join(''));
        seen.add(are);
        if (are === 'none' || are === 'not-found') expect(set).toEqual([]);
        else expect(clean(set)).toBe(true);
        if (are === 'none' || smallest === Number.POSITIVE_INFINITY)
          expect([are, smallest]).toEqual([expect.stringMatching(/^no/), Number.POSITIVE_INFINITY]);
        if (are === 'smallest') expect(set.length).toBe(smallest);
        if (are === 'minimal')
          for (const name of set) expect(clean(set.filter((n) => n !== name))).toBe(false);
      }),
      { numRuns: 2000 },
    );
    expect([...seen]).toEqual(expect.arrayContaining(['smallest', 'none']));
  });
});
