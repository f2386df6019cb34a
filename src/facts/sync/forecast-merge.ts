import type { Sha } from '../../domain/git.ts';
import { isAncestor, listCommits, mergeBase, readGraph } from '../../git/history.ts';
import type { SyncMerge } from '../../plans/sync/sync.ts';
import { prepareMerge } from '../objects.ts';
import { treeOf } from '../picks/forecast-picks.ts';
import type { World } from '../world.ts';
import type { SyncFinding } from './findings.ts';
import type { AskedOfSync, SyncPicks } from './forecast-picks.ts';
import type { SyncWay } from './way.ts';

export interface Tried {
  readonly finding: SyncFinding;
  readonly picks: SyncPicks;
  readonly way: SyncWay;
}

/**
 * The merge of production that brings the develop branch what it lacks: none where the policy or the branch's rules want
 * picks, where it conflicts, and where it would bring anything beside what is missing. `unrelated`: git refuses to merge
 * what has no history in common.
 */
export async function forecastSyncMerge(
  world: World,
  tried: Tried,
  { request, stamp }: AskedOfSync,
): Promise<SyncMerge | 'unrelated' | null> {
  const { finding, picks, way } = tried;
  const { production, policy } = world;
  const { branch } = finding.target;
  const onto = picks.requests.onto;
  if (production.sha === null || finding.kind !== 'develop' || policy.sync.develop === 'picks') return null;
  if ((await mergeBase(world.repo, onto, production.sha)) === null) return 'unrelated';
  const decided = [...request.resolutions, ...request.skips].some(({ target }) => target === branch);
  const { delivery, conflicts } = picks.requests;
  if (decided || conflicts.size > 0 || delivery?.kind === 'foreign') return null;
  if (picks.forecast.forecasts.every(({ outcome }) => outcome === 'already')) return null;
  if (way.byRequest && !way.rules.mergesPullRequests) return null;
  // A hotfix of an older line is not on production.
  const wanted = finding.missing.map(({ sha }) => sha);
  const elsewhere = await listCommits(world.repo, { include: wanted, exclude: [production.sha] });
  if (elsewhere.length > 0) return null;
  if (await isAncestor(world.repo, onto, production.sha)) {
    const whole = finding.told.present.every(({ how }) => how !== 'decision');
    const fits = !way.rules.linear || (await isLinear(world, onto, production.sha));
    return whole && fits ? { kind: 'fast-forward', to: production.sha } : null;
  }
  if (way.rules.linear) return null;
  const named = way.byRequest ? finding.missing.map(({ sha }) => `(cherry picked from commit ${sha})`) : [];
  const subject = `Sync ${production.branch} into ${branch}\n`;
  const merge = await prepareMerge(world, {
    ...{ target: branch, into: branch, ours: onto, theirs: production.sha, committer: stamp.committer },
    message: named.length === 0 ? subject : `${subject}\n${named.join('\n')}\n`,
  });
  if (merge.kind === 'conflict') return null;
  return (await bringsJustThat(world, tried, merge.step.tree)) ? { kind: 'merge', step: merge.step } : null;
}

async function isLinear({ repo }: World, from: Sha, to: Sha): Promise<boolean> {
  const graph = await readGraph(repo, { include: [to], exclude: [from] });
  const commits = await listCommits(repo, { include: [to], exclude: [from] });
  return commits.every((sha) => (graph.get(sha)?.length ?? 0) < 2);
}

/**
 * What is there in another form, was taken back there, or need not come, a merge may bring all the same: then it has to
 * leave the very files that the picks of what is missing leave.
 */
async function bringsJustThat(world: World, { finding, picks }: Tried, tree: Sha): Promise<boolean> {
  const { missing, told } = finding;
  const { forecasts } = picks.forecast;
  const isWhole =
    told.present.every(({ how }) => how === 'taken-back') && missing.length === forecasts.length;
  if (isWhole) return true;
  const picked = forecasts.findLast(({ outcome }) => outcome === 'picked');
  const isClean = forecasts.every(({ outcome }) => outcome !== 'conflict' && outcome !== 'refused');
  if (!isClean) return false;
  const left = picked?.outcome === 'picked' ? picked.tree : await treeOf(world.repo, picks.requests.onto);
  return left === tree;
}
