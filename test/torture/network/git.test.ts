import { afterAll, beforeAll, expect, test } from 'vitest';
import { figure } from '../support/figures.ts';
import { gitKinds, stalled } from './git-kinds.ts';
import { each, reference, type Tally, type Trial, tryAll } from './matrix.ts';
import type { Fault } from './proxy.ts';
import { situations } from './situations.ts';
import { type Prepared, Street } from './world.ts';

let street: Street;
beforeAll(async () => {
  street = await Street.open();
});
afterAll(() => street.close());

/** A git that waits for what does not come is given up sooner than by rights. */
const soon = { GIT_HTTP_LOW_SPEED_TIME: '4' };
const hangs = /cut off|stalled/;
const patient = (trials: readonly Trial[]): Trial[] =>
  trials.map((trial) => (hangs.test(trial.kind) ? { ...trial, env: soon } : trial));

async function prepare(name: string): Promise<Prepared> {
  const situation = situations.find((one) => one.name === name);
  if (situation === undefined) throw new Error(`no situation ${name}`);
  return street.prepare(situation);
}

function report(what: string, { tried, goneOn, problems }: Tally): void {
  figure({ room: 'network', what, tried, failures: problems.length });
  figure({ room: 'network', what: 'runs gone on from', tried: goneOn, failures: 0 });
  expect(problems).toEqual([]);
}

test('what git lists and fetches, in every way', async () => {
  const prepared = await prepare('pick');
  const known = await reference(prepared);
  const listed = known.labels.filter((label) => /upload-pack/.test(label));
  const [first = '', second = '', , fetched = ''] = listed;
  const all = patient(each([first, second, fetched], { ...gitKinds, stalled }));
  // The others are the same questions again: broken off is enough.
  const { 'dropped in the middle': cut = stalled } = gitKinds;
  const rest = listed.filter((label) => ![first, second, fetched].includes(label));
  report('faults of ls-remote and fetch', await tryAll(prepared, known, [...all, ...each(rest, { cut })]));
});

test.each(['pick', 'promote'])('the push of %s, in every way', async (name) => {
  const prepared = await prepare(name);
  const known = await reference(prepared);
  const pushed = known.labels.filter((label) => /receive-pack/.test(label));
  const kinds = name === 'pick' ? { ...gitKinds, stalled } : someOf(gitKinds);
  report('faults of push', await tryAll(prepared, known, patient(each(pushed, kinds))));
});

/** Of every push where it breaks off: before, after, and as the report comes. */
const someOf = (kinds: Readonly<Record<string, Fault>>): Record<string, Fault> =>
  Object.fromEntries(
    Object.entries(kinds).filter(([kind]) => /^(?:dropped|empty|rubbish|500 after)/.test(kind)),
  );

test('a push that somebody else calls done is not believed', async () => {
  const prepared = await prepare('pick');
  const known = await reference(prepared);
  const label = 'git git-receive-pack 1';
  let good: Parameters<Fault>[0] extends infer E
    ? E extends { act(): Promise<infer A> }
      ? A
      : never
    : never;
  await prepared.onCopy({ label, stays: false, fault: keep }, async (place) => {
    expect((await place.run('pick 230 --into 1.8.0')).exit).toBe(0);
  });
  const lie: Fault = ({ reply }) => reply(good);
  const trials = [{ label, kind: 'done, it says', fault: lie, stays: false }];
  const tally = await tryAll(prepared, known, trials);
  report('faults of push', tally);
  expect(tally.goneOn).toBe(1);

  async function keep({ act, reply }: Parameters<Fault>[0]): Promise<void> {
    good = await act();
    reply(good);
  }
});
