import * as z from 'zod';
import { refusalsOf } from '../guard.ts';
import type { Origin } from '../origin.ts';
import { type Ask, change, created, noContent, ok, param, type Reply, viewerOf } from './ask.ts';
import { list } from './page.ts';
import { notFound, refuse } from './refuse.ts';
import { paging, type Route, reads, takes } from './route.ts';
import { gitRef } from './shapes/git.ts';

const sha = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, 'is not a SHA');

/** Moves one ref if it still stands at `from` and its protection lets it; 422 otherwise. */
export async function moveRef(
  origin: Origin,
  move: { ref: string; from: string | null; to: string | null; login: string },
): Promise<void> {
  const reasons = await refusalsOf(origin, move);
  if (reasons.length > 0) throw refuse(422, reasons.join('\n'));
  const zero = '0'.repeat((move.to ?? move.from ?? '').length);
  const args = move.to === null ? ['-d', move.ref] : [move.ref, move.to];
  const { code } = await origin.run(['update-ref', ...args, move.from ?? zero]);
  // A branch `rc` beside `rc/1.0` ends here too (fact 35).
  if (code !== 0) throw refuse(422, 'Reference update failed');
}

const typeOf = async (origin: Origin, name: string) => (await origin.objects([name]))[0]?.type ?? 'commit';

/** A ref with any prefix (`refs/pull/7/head`, `refs/rel/ledger` too); null if it is not there. */
async function read(origin: Origin, ref: string): Promise<string | null> {
  return (await origin.refs([ref])).get(ref) ?? null;
}

async function show(ask: Ask, ref: string, to: string) {
  return gitRef(ask, ref, { sha: to, type: await typeOf(ask.origin, to) });
}

const Move = z.strictObject({ sha, force: z.boolean().optional() });

async function update(ask: Ask, body: z.infer<typeof Move>): Promise<Reply> {
  const ref = `refs/${param(ask, 'ref')}`;
  const { login } = viewerOf(ask);
  await change(ask, async ({ origin }) => {
    const from = await read(origin, ref);
    if (from === null) throw refuse(422, 'Reference does not exist');
    if ((await origin.objects([body.sha])).length === 0) throw refuse(422, 'Object does not exist');
    const forward = await origin.run(['merge-base', '--is-ancestor', '--end-of-options', from, body.sha]);
    if (body.force !== true && forward.code !== 0) throw refuse(422, 'Update is not a fast forward');
    await moveRef(origin, { ref, from, to: body.sha, login });
  });
  return ok(await show(ask, ref, body.sha));
}

async function create(ask: Ask, body: { ref: string; sha: string }): Promise<Reply> {
  const { login } = viewerOf(ask);
  await change(ask, async ({ origin }) => {
    const valid = await origin.run(['check-ref-format', body.ref]);
    if (!/^refs\/[^/]+\/.+/.test(body.ref) || valid.code !== 0)
      throw refuse(422, "Reference name must start with 'refs/' and have at least 2 slashes.");
    if ((await origin.objects([body.sha])).length === 0) throw refuse(422, 'Object does not exist');
    if ((await read(origin, body.ref)) !== null) throw refuse(422, 'Reference already exists');
    if (body.ref.startsWith('refs/pull/')) throw refuse(422, 'Reference name is reserved');
    await moveRef(origin, { ref: body.ref, from: null, to: body.sha, login });
  });
  return created(await show(ask, body.ref, body.sha));
}

async function remove(ask: Ask): Promise<Reply> {
  const ref = `refs/${param(ask, 'ref')}`;
  const { login } = viewerOf(ask);
  await change(ask, async ({ origin, state }) => {
    const from = await read(origin, ref);
    if (from === null) throw refuse(422, 'Reference does not exist');
    if (ref === `refs/heads/${state.defaultBranch}`) throw refuse(422, 'Cannot delete the default branch');
    await moveRef(origin, { ref, from, to: null, login });
  });
  return noContent;
}

const writes = { needs: 'write', permission: 'contents=write; contents=write,workflows=write' } as const;
const path = '/repos/{owner}/{repo}/git';

/** Refs: read with any prefix, written under `refs/`. */
export const routes: readonly Route[] = [
  reads(`GET ${path}/ref/{ref}`, {}, async (ask) => {
    const ref = `refs/${param(ask, 'ref')}`;
    const to = await read(ask.origin, ref);
    if (to === null) throw notFound();
    return ok(await show(ask, ref, to));
  }),
  reads(`GET ${path}/matching-refs/{ref}`, { query: paging }, async (ask) => {
    const prefix = `refs/${param(ask, 'ref')}`;
    const every = [...(await ask.origin.refs(['refs']))].filter(([ref]) => ref.startsWith(prefix));
    return list(ask, every, ([ref, to]) => show(ask, ref, to));
  }),
  takes(`POST ${path}/refs`, writes, z.strictObject({ ref: z.string(), sha }), create),
  takes(`PATCH ${path}/refs/{ref}`, writes, Move, update),
  reads(`DELETE ${path}/refs/{ref}`, writes, remove),
];
