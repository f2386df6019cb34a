import { chmod, mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { hookMark, updateHook } from './guard-hook.ts';
import { guardRows } from './guard-rows.ts';
import type { Origin } from './origin.ts';
import { requiredContexts } from './rulesets.ts';
import type { CheckRun, State } from './state.ts';

export type CheckState = 'passing' | 'failing' | 'pending' | 'missing';

const fine = new Set<CheckRun['conclusion']>(['success', 'neutral', 'skipped']);

/** How a required context stands on a commit: statuses and check runs of that name must all pass (facts 23-25). */
export function checkState(state: State, sha: string, context: string): CheckState {
  const status = state.statuses.filter((each) => each.sha === sha && each.context === context).at(-1);
  const runs = state.checkRuns.filter((each) => each.sha === sha && each.name === context);
  const latest = new Map(runs.map((run) => [run.app, run]));
  const states: CheckState[] = [...latest.values()].map((run) =>
    run.status !== 'completed' ? 'pending' : fine.has(run.conclusion) ? 'passing' : 'failing',
  );
  if (status !== undefined)
    states.push(status.state === 'success' ? 'passing' : status.state === 'pending' ? 'pending' : 'failing');
  for (const worst of ['failing', 'pending', 'passing'] as const) if (states.includes(worst)) return worst;
  return 'missing';
}

function checksOf(state: State): string[] {
  const contexts = requiredContexts(state);
  if (contexts.size === 0) return [];
  const shas = new Set([...state.statuses, ...state.checkRuns].map(({ sha }) => sha));
  return [...shas].flatMap((sha) =>
    [...contexts].map((context) => `${sha}\t${checkState(state, sha, context)}\t${context}\n`),
  );
}

/**
 * Writes beside the bare repository what its `update` hook reads, and the hook itself, so that plain pushes meet the
 * protection too. Does nothing as long as there was never anything to protect.
 */
export async function writeGuard(state: State, origin: Origin): Promise<void> {
  const folder = join(origin.path, 'rel-guard');
  const before = await textOf(join(folder, 'rules'));
  const rows = guardRows(state);
  if (before === null && rows.length === 0) return;
  await mkdir(folder, { recursive: true });
  const files = {
    rules: rows.join(''),
    checks: checksOf(state).join(''),
    viewer: state.viewer,
  };
  for (const [name, text] of Object.entries(files))
    if ((await textOf(join(folder, name))) !== text) await writeFileAtomic(join(folder, name), text);
  await installHook(join(origin.path, 'hooks'));
}

async function installHook(folder: string): Promise<void> {
  const path = join(folder, 'update');
  const present = await textOf(path);
  if (present === updateHook) return;
  await mkdir(folder, { recursive: true });
  if (present !== null && !present.includes(hookMark)) await rename(path, join(folder, 'update.own'));
  await writeFileAtomic(path, updateHook);
  await chmod(path, 0o755);
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Why a ref may not move by the API: the hook's own reasons, so that pushes and requests meet one rule. */
export async function refusalsOf(
  origin: Origin,
  move: { ref: string; from: string | null; to: string | null; login: string },
): Promise<string[]> {
  const hook = join(origin.path, 'hooks', 'update');
  if (!(await textOf(hook))?.includes(hookMark)) return [];
  const zero = '0'.repeat((move.to ?? move.from ?? '').length);
  const alias = `!sh "${'$'}GIT_DIR/hooks/update"`;
  const { code, stderr } = await origin.run(
    ['-c', `alias.guard=${alias}`, 'guard', move.ref, move.from ?? zero, move.to ?? zero],
    { env: { REMOTE_USER: move.login } },
  );
  if (code === 0) return [];
  const reasons = stderr.split('\n').filter((line) => line.startsWith('- '));
  return reasons.length > 0 ? reasons.map((line) => line.slice(2)) : [stderr.trim()];
}
