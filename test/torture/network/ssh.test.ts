import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { figure } from '../support/figures.ts';
import { reference } from './matrix.ts';
import { situations } from './situations.ts';
import { type Place, type Prepared, Street } from './world.ts';

let street: Street;
beforeAll(async () => {
  street = await Street.open();
});
afterAll(() => street.close());

/** An ssh that runs what it is asked for on this machine, and whose line breaks after some bytes of one program's answer. */
function brokenSsh(place: Place, program: string, bytes: number): Record<string, string> {
  const file = join(place.shop.dir, 'ssh');
  const script = `#!/bin/sh
for last; do :; done
case "$last" in
  "${program} "*) sh -c "$last" | { head -c ${bytes}; kill -9 $$; } ;;
  *) exec sh -c "$last" ;;
esac
`;
  writeFileSync(file, script);
  chmodSync(file, 0o755);
  return { GIT_SSH_COMMAND: file, GIT_HTTP_LOW_SPEED_TIME: '5' };
}

/** The bytes at which it breaks: in the first line, in the list of refs, and all through what is said of the push after it. */
function placesIn(origin: string): Readonly<Record<string, readonly number[]>> {
  const advertised = execFileSync('git', ['receive-pack', '--http-backend-info-refs', origin]).length;
  return {
    'git-upload-pack': [0, 3, 100, 1200],
    'git-receive-pack': [0, 3, 100, ...[-4, 0, 1, 5, 10, 20, 40, 60, 100].map((more) => advertised + more)],
  };
}

test('a line of ssh breaks at this byte and that', async () => {
  const situation = situations.find(({ name }) => name === 'pick');
  if (situation === undefined) throw new Error('no situation');
  const prepared: Prepared = await street.prepare(situation);
  const { after } = await reference(prepared);
  const problems: string[] = [];
  let [tried, goneOn] = [0, 0];
  for (const [program, bytes] of Object.entries(placesIn(join(prepared.dir, 'origin.git'))))
    for (const at of bytes)
      await prepared.onCopy(undefined, async (place) => {
        const { shop } = place;
        shop.git(['remote', 'set-url', 'origin', `ssh://git@nobody.example${shop.origin}`]);
        const run = await place.run(situation.command, brokenSsh(place, program, at));
        tried += 1;
        const pending = place.isPending();
        const told = [0, 6].includes(run.exit) && pending === /rel continue/.test(run.stderr);
        if (run.exit !== 0) {
          goneOn += 1;
          const more = await place.run(pending ? 'continue' : situation.command, brokenSsh(place, 'none', 0));
          if (more.exit !== 0) problems.push(`${program} ${at}: then ${more.exit} ${more.stderr}`);
        }
        if (!told || place.state() !== after) problems.push(`${program} ${at}: ${run.exit} ${run.stderr}`);
      });
  figure({ room: 'network', what: 'lines of ssh that break', tried, failures: problems.length });
  figure({ room: 'network', what: 'runs gone on from', tried: goneOn, failures: 0 });
  expect(problems).toEqual([]);
});
