import { RelError } from '../../domain/errors.ts';
import type { Stamp } from '../../domain/plan.ts';
import type { SyncResult } from '../../domain/results.ts';
import type { SyncRequest } from '../../domain/sync-request.ts';
import { holdsOneOf } from '../../facts/gates/role-holders.ts';
import { syncFindings, toldOf } from '../../facts/sync/findings.ts';
import type { World } from '../../facts/world.ts';
import { changeNamed, planSettle, settlers } from '../../plans/sync/settle.ts';
import { settledText } from '../../view/sync.ts';
import type { Prepared } from './operation.ts';
import { preparedOf } from './prepared.ts';

type Settle = NonNullable<SyncRequest['settle']>;

/** What somebody decides with --settle. Throws RelError `usage` where the call does not say what, where or why. */
export function settleOf(options: Readonly<Record<string, unknown>>, into: readonly string[]): Settle {
  const sha = String(options.settle).toLowerCase();
  const reason = String(options.reason ?? '').trim();
  const lacks = [
    ...(into.length === 1 ? [] : ['one branch (--into BRANCH)']),
    ...(reason === '' ? ['why, for the record (--reason TEXT)'] : []),
  ];
  if (lacks.length === 0) return { sha, reason };
  throw new RelError({
    code: 'usage',
    message: `--settle needs ${lacks.join(' and ')}`,
    remedy: `run: rel sync-hotfix --settle ${sha} --into BRANCH --reason TEXT`,
  });
}

/** Puts on record that a change need not come to a branch. */
export async function prepareSettle(
  world: World,
  input: SyncRequest & { readonly settle: Settle },
  { stamp, request }: { readonly stamp: Stamp; readonly request: { command: string; input: object } },
): Promise<Prepared> {
  const [finding] = await syncFindings(world, input.into);
  if (finding === undefined) {
    throw new RelError({
      code: 'unknown-branch',
      message: 'there is no production branch yet, so that nothing of it is missing anywhere',
      remedy: 'run: rel status',
    });
  }
  const { policy } = world;
  const { sha, reason } = input.settle;
  const told = toldOf(finding);
  const { target, kind } = finding;
  const planned = planSettle({
    ...{ stamp, request: { command: request.command, input: { ...request.input } }, judgements: [], policy },
    ...{ told, sha, reason, tip: target.tip },
    version: kind === 'rc' ? (target.version ?? target.branch) : world.develop.branch,
    holds: await holdsOneOf(world, stamp.actor.login, settlers(policy)),
  });
  const named = changeNamed(told, sha)?.sha ?? '';
  const resultOf = (done: boolean): SyncResult => ({
    targets: [],
    ...(named === '' ? {} : { settled: { sha: named, branch: target.branch, reason, done } }),
  });
  return preparedOf({
    planned,
    result: resultOf,
    text: (done, paint) =>
      settledText(resultOf(done), planned.kind === 'nothing' ? planned.message : '', paint),
  });
}
