import { expect, test } from 'vitest';
import { type Figure, shrunk } from '../torture/support/figures-table.ts';

const row = (what: string, tried: number, failures = 0): Figure => ({ room: 'crash', what, tried, failures });

test.each<[string, string, number, Figure[], string[]]>([
  ['as many', 'points', 100, [row('points', 100)], []],
  ['more', 'points', 100, [row('points', 101)], []],
  ['one fewer', 'points', 100, [row('points', 99)], ['crash, points: 99 tried, 100 before']],
  ['none', 'points', 100, [], ['crash, points: 0 tried, 100 before']],
  ['a few fewer of about', 'states (about)', 100, [row('states (about)', 98)], []],
  [
    'many fewer of about',
    's (about)',
    100,
    [row('s (about)', 97)],
    ['crash, s (about): 97 tried, 100 before'],
  ],
  ['fewer that could not be had', 'gits (where they can be had)', 5, [], []],
  ['one that failed', 'points', 100, [row('points', 100, 1)], ['crash, points: 1 failed']],
])('what is tried, held against the table: %s', (_, what, before, rows, told) => {
  expect(shrunk([row(what, before)], rows)).toEqual(told);
});
