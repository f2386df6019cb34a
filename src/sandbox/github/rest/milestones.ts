import * as z from 'zod';
import type { Milestone, State } from '../state.ts';
import { type Ask, change, created, noContent, numberParam, ok, viewerOf } from './ask.ts';
import { list } from './page.ts';
import { found, invalid, notCovered } from './refuse.ts';
import { paging, type Route, reads, takes } from './route.ts';
import { milestone } from './shapes/issue.ts';

const path = '/repos/{owner}/{repo}/milestones';
const one = `${path}/{milestone_number}`;
const fields = {
  state: z.enum(['open', 'closed']).optional(),
  description: z.string().nullish(),
  due_on: z.string().nullish(),
};
const New = z.strictObject({ title: z.string(), ...fields });
const Change = z.strictObject({ title: z.string().optional(), ...fields });
const writes = { needs: 'write', permission: 'issues=write; pull_requests=write' } as const;

const milestoneAt = (ask: Ask, state: State = ask.state): Milestone =>
  found(state.milestones.find(({ number }) => number === numberParam(ask, 'milestone_number')));

function unused(state: State, title: string, self?: Milestone): void {
  if (state.milestones.some((each) => each !== self && each.title === title))
    throw invalid({ resource: 'Milestone', code: 'already_exists', field: 'title' });
}

function listed(ask: Ask) {
  const { query, state } = ask;
  const wanted = query.get('state') ?? 'open';
  const sort = query.get('sort') ?? 'due_on';
  if (sort !== 'due_on') throw notCovered(`GET ${path}?sort=${sort}`);
  // Those without a date come last, then by number, as GitHub sorts them.
  const key = (item: Milestone) => `${item.dueOn ?? '9999'} ${String(item.number).padStart(9, '0')}`;
  const all = state.milestones
    .filter((item) => wanted === 'all' || item.state === wanted)
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return list(ask, query.get('direction') === 'desc' ? all.reverse() : all, (item) => milestone(ask, item));
}

/** Milestones: addressed by number, never by title (fact 50). */
export const routes: readonly Route[] = [
  reads(`GET ${path}`, { query: ['state', 'sort', 'direction', ...paging] }, listed),
  takes(`POST ${path}`, writes, New, (ask, body) =>
    change(ask, (world, clock) => {
      const { state } = world;
      unused(state, body.title);
      const item: Milestone = {
        id: clock.id(),
        number: Math.max(0, ...state.milestones.map(({ number }) => number)) + 1,
        title: body.title,
        description: body.description ?? null,
        state: body.state ?? 'open',
        creator: viewerOf(ask).login,
        dueOn: body.due_on ?? null,
        createdAt: clock.now,
        updatedAt: clock.now,
        closedAt: body.state === 'closed' ? clock.now : null,
      };
      state.milestones.push(item);
      return created(milestone(world, item));
    }),
  ),
  reads(`GET ${one}`, {}, (ask) => ok(milestone(ask, milestoneAt(ask)))),
  takes(`PATCH ${one}`, writes, Change, (ask, body) =>
    change(ask, (world, clock) => {
      const item = milestoneAt(ask, world.state);
      if (body.title !== undefined) {
        unused(world.state, body.title, item);
        item.title = body.title;
      }
      if (body.description !== undefined) item.description = body.description;
      if (body.due_on !== undefined) item.dueOn = body.due_on;
      if (body.state !== undefined && body.state !== item.state) {
        item.state = body.state;
        item.closedAt = body.state === 'closed' ? clock.now : null;
      }
      item.updatedAt = clock.now;
      return ok(milestone(world, item));
    }),
  ),
  reads(`DELETE ${one}`, writes, async (ask) => {
    await change(ask, ({ state }) => {
      const { number } = milestoneAt(ask, state);
      state.milestones = state.milestones.filter((item) => item.number !== number);
      for (const item of state.issues) if (item.milestone === number) item.milestone = null;
    });
    return noContent;
  }),
];
