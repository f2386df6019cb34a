import { afterAll, beforeAll, expect, test } from 'vitest';
import { figure } from '../support/figures.ts';
import { broken } from './kinds.ts';
import { each, reference, tryAll } from './matrix.ts';
import { situations } from './situations.ts';
import { Street } from './world.ts';

const unknown = () => {
  throw new Error('no such kind');
};

let street: Street;
beforeAll(async () => {
  street = await Street.open();
});
afterAll(() => street.close());

test.each(situations)('$name: each of its requests breaks, one at a time', async (situation) => {
  const prepared = await street.prepare(situation);
  const known = await reference(prepared);
  expect(known.exit).toBe(0);
  const requests = known.labels.filter((label) => !label.startsWith('git '));
  const isQuestion = (label: string) => /^(?:GET|graphql) /.test(label);
  // A question acts on nothing, so that before and after are one; a 502 is the question of client.test.ts.
  const { 'dropped before': dropped = unknown, malformed = unknown } = broken;
  const trials = [
    ...each(requests.filter(isQuestion), { dropped, malformed }),
    ...each(
      requests.filter((label) => !isQuestion(label)),
      broken,
    ),
  ];
  const { tried, goneOn, problems } = await tryAll(prepared, known, trials);
  figure({ room: 'network', what: 'faults of requests in whole commands', tried, failures: problems.length });
  figure({ room: 'network', what: 'runs gone on from', tried: goneOn, failures: 0 });
  expect(problems).toEqual([]);
});
