import { describe, expect, test } from 'vitest';
import { readWorkflows } from '../../src/policy/workflow.ts';

const read = (text: string, more: Readonly<Record<string, string>> = {}) =>
  readWorkflows(new Map(Object.entries({ '.github/workflows/ci.yml': text, ...more })));

const jobs = (text: string) => `on: push\njobs:\n${text}`;
const inner = 'on: workflow_call\njobs:\n  test: { strategy: { matrix: { node: [20] } } }\n  lint: {}\n';

describe('the checks that a workflow makes', () => {
  test.each([
    ['a job by its id', jobs('  build: {}'), ['build'], ['Build', 'build (1)']],
    ['a job by its name', jobs('  build: { name: Build it }'), ['Build it'], ['build']],
    [
      'a matrix',
      jobs('  build: { strategy: { matrix: { node: [18, 20] } } }'),
      ['build (18)', 'build (20, a)'],
      ['build'],
    ],
    [
      'a name with a matrix',
      jobs('  b: { name: Build, strategy: { matrix: { n: [1] } } }'),
      ['Build (1)'],
      ['Build', 'b (1)'],
    ],
    [
      'a name with an expression',
      jobs(`  b: { name: "Build ${'${{ matrix.n }}'}!", strategy: { matrix: { n: [1] } } }`),
      ['Build 18!'],
      ['Build', 'Build 18! (18)'],
    ],
    ['what regular expressions mean', jobs('  b: { name: "a.c (x)" }'), ['a.c (x)'], ['abc (x)']],
    [
      'a workflow elsewhere',
      jobs('  call: { uses: acme/x/.github/workflows/y.yml@v1 }'),
      ['call / any'],
      ['call'],
    ],
    [
      'a workflow of the repository',
      jobs('  call: { name: Call, uses: ./.github/workflows/inner.yml }'),
      ['Call / test (20)', 'Call / lint'],
      ['Call / any', 'Call', 'call / lint'],
    ],
  ])('%s', (_name, text, made, not) => {
    const all = read(text, { '.github/workflows/inner.yml': inner })[0]?.jobs ?? [];
    const makes = (check: string) => all.some((job) => job.makes(check));
    expect(made.filter((check) => !makes(check))).toEqual([]);
    expect(not.filter(makes)).toEqual([]);
  });

  test('the workflow has its name, or its path', () => {
    expect(read('name: CI\njobs: {}').map(({ name }) => name)).toEqual(['CI']);
    expect(read('jobs: {}').map(({ name }) => name)).toEqual(['.github/workflows/ci.yml']);
  });

  test.each([
    ['no YAML', 'jobs: [}'],
    ['no mapping', '- 1'],
    ['no jobs', 'on: push'],
    ['empty', ''],
  ])('a file that is %s has none', (_name, text) => {
    expect(read(text).map((workflow) => workflow.jobs)).toEqual([[]]);
  });

  test('workflows that call each other come to an end', () => {
    const round = jobs('  again: { uses: ./.github/workflows/ci.yml }');
    expect(read(round)[0]?.jobs).toEqual([]);
  });
});
