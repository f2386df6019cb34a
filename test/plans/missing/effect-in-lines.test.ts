import { describe, expect, test } from 'vitest';
import type { FilePatch } from '../../../src/domain/patch.ts';
import { effectInLines } from '../../../src/plans/missing/effect-in-lines.ts';
import { isSignificant } from '../../../src/plans/missing/significant.ts';

const before = ['open the door', 'take the key', 'close the door', 'leave the house'];
/** A change of `plan`, which adds lines after the second and takes some away there. */
const change = (added: readonly string[], removed: readonly string[] = []): FilePatch[] => [
  {
    ...{ path: 'plan', head: [], old: before.join('\n') },
    before: { mode: '100644', sha: 'b' },
    after: { mode: '100644', sha: 'a' },
    runs: [{ oldStart: removed.length === 0 ? 2 : 3, newStart: 3, heading: null, added, removed }],
  },
];
const with3 = (...lines: readonly string[]) => [...before.slice(0, 2), ...lines, ...before.slice(2)];
const files = (branch: Record<string, readonly string[]>, production: readonly string[]) => ({
  branch: new Map(Object.entries(branch)),
  production: new Map([['plan', production]]),
});
const lit = ['light the lamp'];
const long = ['light the lamp', 'look at the map', 'fold the map again'];

const cases: readonly [string, FilePatch[], ReturnType<typeof files>, boolean][] = [
  [
    'its line beside the same neighbour',
    change(lit),
    files({ plan: with3(...lit, 'something else') }, with3(...lit)),
    true,
  ],
  [
    'indented and wrapped in something',
    change(lit),
    files({ plan: with3('if (dark) {', `    ${lit[0]}`, '}') }, with3(...lit)),
    true,
  ],
  [
    'its line where all neighbours are others',
    change(lit),
    files({ plan: ['wake up', 'dress', ...lit, 'eat'] }, with3(...lit)),
    false,
  ],
  ['nowhere', change(lit), files({ plan: before }, with3(...lit)), false],
  [
    'three lines together in another file',
    change(long),
    files({ plan: before, other: ['walk', ...long] }, with3(...long)),
    true,
  ],
  [
    'three lines scattered over another file',
    change(long),
    files(
      { other: long.flatMap((line) => [line, ...Array.from({ length: 40 }, (_, n) => `${line} ${n}`)]) },
      with3(...long),
    ),
    false,
  ],
  [
    'one line in another file, neighbours with it',
    change(lit),
    files({ other: ['take the key', ...lit] }, with3(...lit)),
    true,
  ],
  [
    'one line in another file, alone',
    change(lit),
    files({ plan: before, other: ['walk', ...lit] }, with3(...lit)),
    false,
  ],
  [
    'once, where production has it twice',
    change(lit),
    files({ plan: with3(...lit) }, [...with3(...lit), ...lit]),
    false,
  ],
  [
    'what it takes away is still there',
    change(lit, ['close the door']),
    files({ plan: with3(...lit) }, ['open the door', 'take the key', ...lit, 'leave the house']),
    false,
  ],
  [
    'what it takes away is gone',
    change(lit, ['close the door']),
    files({ plan: ['open the door', 'take the key', 'now', ...lit] }, [
      'open the door',
      'take the key',
      ...lit,
      'leave the house',
    ]),
    true,
  ],
  ['nothing but braces', change(['}', '']), files({ plan: with3('}', '') }, with3('}', '')), false],
  [
    'nothing but what it takes away',
    change([], ['close the door']),
    files({ plan: before.slice(0, 2) }, ['open the door', 'take the key', 'leave the house']),
    false,
  ],
  [
    'production has changed it again',
    change(lit),
    files({ plan: with3(...lit) }, with3('light two lamps')),
    false,
  ],
  [
    'in one file, and the other is the same on both',
    [...change(lit), ...change(['what nobody sees']).map((file) => ({ ...file, path: 'same' }))],
    files({ plan: with3(...lit, 'something else') }, with3(...lit)),
    true,
  ],
  [
    'a file that is no text',
    [{ ...(change(lit)[0] as FilePatch), runs: [] }],
    files({ plan: with3(...lit) }, with3(...lit)),
    false,
  ],
];

describe('the effect of a change in the lines of a branch', () => {
  test.each(cases)('%s', (_name, patch, both, there) => {
    expect(effectInLines(patch, both)).toBe(there);
  });

  test.each([
    ['  }', false],
    ['} else {', false],
    ['return;', false],
    ['end', false],
    ['x += 1', true],
    ['fix 7', true],
    ['import { empty } from "./cart";', true],
  ])('%s says something: %s', (line, says) => {
    expect(isSignificant(line)).toBe(says);
  });
});
