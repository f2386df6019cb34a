import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type SandboxReport } from '../../../src/sandbox/create.ts';
import type { Issue, Pull, State } from '../../../src/sandbox/github/state.ts';
import { openStore } from '../../../src/sandbox/github/store.ts';
import { git, tryGit } from '../../../src/sandbox/seed/git.ts';

/** A fresh folder, and what takes it away. */
export async function folder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'rel-seed-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export interface Shop extends SandboxReport {
  readonly state: State;
}

/** A sandbox in `path`/shop, with its state as the embedded GitHub reads it. */
export async function shopIn(path: string, options: { from?: string } = {}): Promise<Shop> {
  const report = await createSandbox(join(path, 'shop'), options);
  return { ...report, state: await openStore(report.github).read() };
}

export function pullOf(state: State, number: number): Issue & { pull: Pull } {
  const issue = state.issues.find((one) => one.number === number);
  if (issue?.pull == null) throw new Error(`#${number} is no PR`);
  return { ...issue, pull: issue.pull };
}

export const isPull = (issue: Issue): issue is Issue & { pull: Pull } => issue.pull !== null;

/** What landed of a merged PR, as arguments of git cherry-pick. */
function pickArgs({ number, pull: { merged, baseSha } }: Issue & { pull: Pull }): string[] {
  if (merged === null) throw new Error(`#${number} is not merged`);
  if (merged.method === 'merge') return ['-m', '1', merged.sha];
  return merged.method === 'rebase' ? [`${baseSha}..${merged.sha}`] : [merged.sha];
}

const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];

/** Cherry-picks PRs one after the other in the clone `work`, from where `branch` is; the outcome of each. */
export async function pickOnto(shop: Shop, work: string, branch: string, numbers: readonly number[]) {
  await git(work, ['checkout', '--quiet', '--detach', `origin/${branch}`]);
  const outcomes: string[] = [];
  for (const number of numbers) {
    const args = pickArgs(pullOf(shop.state, number));
    const { code, stderr } = await tryGit(work, [...identity, 'cherry-pick', '-x', ...args]);
    outcomes.push(code === 0 ? 'clean' : /could not apply/.test(stderr) ? 'conflict' : stderr);
    if (code !== 0) await git(work, ['cherry-pick', '--abort']);
  }
  return outcomes;
}
