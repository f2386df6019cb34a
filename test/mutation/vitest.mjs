/**
 * What the tables of the gates need of vitest, for a run without it: the tests are collected, and whoever runs them
 * calls `run`. They are pure, so that none needs a worker, a timer or a hook. `expect` is vitest's own.
 */
export { expect } from 'vitest';

/** Every test, in order. */
export const collected = [];

const cases = (table, make) => {
  for (const row of table) make(Array.isArray(row) ? row : [row]);
};

export function test(name, run) {
  collected.push({ name, run });
}
test.each = (table) => (name, run) => cases(table, (row) => test(name, () => run(...row)));

export function describe(_name, define) {
  define();
}
describe.each = (table) => (_name, define) => cases(table, (row) => define(...row));
