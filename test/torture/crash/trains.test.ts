import { type Bench, first } from './bench.ts';
import { killEverywhere } from './kill-all.ts';

/** The feature that keeps 1.9.0 from being cut is merged. */
const ready = (bench: Bench) =>
  bench.github('PUT', 'pulls/250/merge', { merge_method: 'squash' }, 'dora').then(() => undefined);

async function cut(bench: Bench): Promise<void> {
  await ready(bench);
  await bench.goes('cut-rc 1.9.0');
}

const holdable = `version: 1
repository: acme/shop
roles: { release-manager: { users: [rafael] } }
trains: { holdBy: [release-manager] }
`;
const mayHold = async (bench: Bench) =>
  void bench.shop.commitOnto('devel', { '.releaserc.yaml': holdable }, 'Holds');

/** A pick that was killed at one of its points. */
const killed = (at: string) => async (bench: Bench) =>
  void (await bench.kill({ line: 'pick 230 --into 1.8.0' }, { ...first, seed: 'killed', at, fate: 'group' }));

killEverywhere('trains', [
  { line: 'cut-rc 1.9.0', before: ready },
  { line: 'tag-rc 1.8.0', before: (bench) => bench.goes('pick 231 --into 1.8.0') },
  { line: 'cut-hotfix' },
  { line: 'close 1.9.0 --reason withdrawn --drop', before: cut },
  { line: 'hold 1.8 --reason legal --yes', as: 'rafael', before: mayHold },
  {
    line: 'resume 1.8 --reason signed --yes',
    as: 'rafael',
    before: async (bench) => {
      await mayHold(bench);
      await bench.goes('hold 1.8 --reason legal --yes', 'rafael');
    },
  },
  {
    line: 'apply ../plan.json',
    before: (bench) => bench.goes('pick 230 --into 1.8.0 --dry-run --plan-out ../plan.json'),
  },
  { line: 'continue', before: killed('git push ended') },
  { line: 'abort', before: killed('git push started') },
  { line: 'undo', before: (bench) => bench.goes('pick 230 --into 1.8.0') },
  { line: 'undo', before: cut },
]);
