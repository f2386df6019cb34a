import { afterAll, beforeAll, expect, test } from 'vitest';
import { figure } from '../support/figures.ts';
import type { stalled } from './git-kinds.ts';
import { partial } from './graphql-kinds.ts';
import { rarer } from './kinds.ts';
import { each, reference, type Tally, tryAll } from './matrix.ts';
import { situations } from './situations.ts';
import { type Prepared, Street } from './world.ts';

let street: Street;
beforeAll(async () => {
  street = await Street.open();
});
afterAll(() => street.close());

async function prepare(name: string): Promise<Prepared> {
  const situation = situations.find((one) => one.name === name);
  if (situation === undefined) throw new Error(`no situation ${name}`);
  return street.prepare(situation);
}

function report({ tried, goneOn, problems }: Tally): void {
  figure({ room: 'network', what: 'faults of requests in whole commands', tried, failures: problems.length });
  figure({ room: 'network', what: 'runs gone on from', tried: goneOn, failures: 0 });
  expect(problems).toEqual([]);
}

test('no gate passes for what could not be read', async () => {
  const prepared = await prepare('gate');
  const known = await reference(prepared);
  const [checks = '', issues = ''] = known.labels.filter((label) => label.startsWith('graphql'));
  report(await tryAll(prepared, known, each([checks], { ...rarer, ...partial })));
  report(await tryAll(prepared, known, each([issues], partial)));
});

test('a comment is made once, whatever becomes of the answer', async () => {
  const prepared = await prepare('pick');
  const known = await reference(prepared);
  const write = known.labels.filter((label) => label.startsWith('POST ') && label.includes('comments'));
  report(await tryAll(prepared, known, each(write, rarer)));
});

test('a request that is never answered is given up in time', async () => {
  // As after a minute: the time is up once the request is held.
  const held = () => street.runner.timeIsUp();
  const prepared = await prepare('pick');
  const known = await reference(prepared);
  const labels = known.labels.filter((label) => /^(?:POST|GET|graphql Viewer)/.test(label));
  report(await tryAll(prepared, known, each(labels, { late: held, 'late, though it acted': acted(held) })));
});

const acted =
  (then: () => void): typeof stalled =>
  async ({ act }) => {
    await act();
    then();
  };

test('nobody listens any more, from any request on', async () => {
  const prepared = await prepare('pick');
  const known = await reference(prepared);
  const problems: string[] = [];
  for (const label of ['', ...known.labels.slice(0, -1)]) {
    await prepared.onCopy(undefined, async (place) => {
      await place.line.closeAfter(label);
      const run = await place.run('pick 230 --into 1.8.0');
      place.line.mend();
      const pending = place.isPending();
      const more = await place.run(pending ? 'continue' : 'pick 230 --into 1.8.0');
      const told = pending === /rel continue/.test(run.stderr);
      const well = [run.exit, more.exit, told, place.state() === known.after];
      if (JSON.stringify(well) !== '[6,0,true,true]') problems.push(`${label}: ${well} ${run.stderr}`);
    });
  }
  const tried = known.labels.length;
  report({ tried, goneOn: tried, problems });
});
