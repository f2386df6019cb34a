import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shop } from './rig.ts';

/** All that a command changes for others, but for the ledger and the refs of PRs: refs, and what stands on GitHub. */
export async function toldState(shop: Shop): Promise<unknown> {
  const kept = ([ref]: [string, string]) => ref !== 'refs/rel/ledger' && !ref.startsWith('refs/pull/');
  const refs = Object.fromEntries(Object.entries(shop.refs()).filter(kept));
  const state = JSON.parse(readFileSync(join(shop.dir, 'github/state.json'), 'utf8'));
  const issues = state.issues.map((i: Record<string, unknown>) => [i.number, i.state, i.labels, i.comments]);
  const milestones = state.milestones.map((m: Record<string, unknown>) => [m.title, m.state]);
  const releases = state.releases.map((r: Record<string, unknown>) => [
    r.tag,
    r.name,
    r.body,
    r.draft,
    r.latest,
  ]);
  return { refs, issues, milestones, releases };
}
