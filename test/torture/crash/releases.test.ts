import type { Bench } from './bench.ts';
import { killEverywhere } from './kill-all.ts';

const byRequest = 'version: 1\nrepository: acme/shop\npromote: { deliver: pull-request, next: none }\n';
const releasing = async (bench: Bench) =>
  void bench.shop.commitOnto('devel', { '.releaserc.yaml': byRequest }, 'Release by PR');

async function wanted(bench: Bench): Promise<void> {
  await bench.shop.syncedCandidate();
  await releasing(bench);
}

/** The PR of a promotion is merged, and nobody has told rel. */
async function merged(bench: Bench): Promise<void> {
  await wanted(bench);
  await bench.goes('promote');
  const [{ number }] = await bench.github('GET', 'pulls?state=open&head=acme:rel/promote/v1.8.0');
  await bench.github('PUT', `pulls/${number}/merge`, { merge_method: 'merge' }, 'omar');
}

killEverywhere('releases', [
  { line: 'promote 1.8.0', before: (bench) => bench.shop.syncedCandidate() },
  { line: 'promote', before: wanted },
  { line: 'continue', before: merged },
  { line: 'sync-hotfix' },
  {
    line: 'sync-hotfix --into devel',
    before: (bench) => bench.rules('devel', [{ type: 'pull_request', parameters: {} }]),
  },
  { line: 'sync-hotfix --settle d76bc7d387 --into devel --reason rewritten' },
]);
