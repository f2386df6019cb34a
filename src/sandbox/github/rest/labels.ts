import * as z from 'zod';
import type { Label, State } from '../state.ts';
import { type Ask, change, created, noContent, ok, param, type Reply, viewerOf } from './ask.ts';
import { setLabels } from './issue-edit.ts';
import { list } from './page.ts';
import { issueAt } from './pull-lookup.ts';
import { found, invalid, refuse } from './refuse.ts';
import { paging, type Route, reads, takes } from './route.ts';
import { label, labelsOf } from './shapes/issue.ts';

const path = '/repos/{owner}/{repo}/labels';
const onIssue = '/repos/{owner}/{repo}/issues/{issue_number}/labels';
const color = z.string().regex(/^[0-9a-fA-F]{6}$/, 'is not a color');
const Names = z.union([
  z.strictObject({
    labels: z.array(
      z.union([z.string(), z.strictObject({ name: z.string() }).transform(({ name }) => name)]),
    ),
  }),
  z.array(z.string()).transform((labels) => ({ labels })),
]);

const labelNamed = (state: State, name: string): Label | undefined =>
  state.labels.find((each) => each.name.toLowerCase() === name.toLowerCase());

/** Changes an issue's labels: `pick` says which it shall have, from those it has and the ones named. */
function relabel(
  ask: Ask,
  names: readonly string[],
  pick: (has: readonly string[], named: readonly string[]) => readonly string[],
): Promise<Reply> {
  const actor = viewerOf(ask).login;
  return change(ask, (world, clock) => {
    const item = issueAt(ask, world.state);
    setLabels(item, pick(item.labels, names), { state: world.state, clock, actor });
    return ok(labelsOf(world, item));
  });
}

const without = (has: readonly string[], named: readonly string[]) => {
  const gone = named.map((name) => name.toLowerCase());
  if (!has.some((name) => gone.includes(name.toLowerCase()))) throw refuse(404, 'Label does not exist');
  return has.filter((name) => !gone.includes(name.toLowerCase()));
};

function create(
  ask: Ask,
  body: { name: string; color?: string | undefined; description?: string | null | undefined },
) {
  return change(ask, (world, clock) => {
    const { state } = world;
    if (labelNamed(state, body.name) !== undefined)
      throw invalid({ resource: 'Label', code: 'already_exists', field: 'name' });
    const made: Label = {
      id: clock.id(),
      name: body.name,
      color: body.color ?? 'ededed',
      description: body.description ?? null,
    };
    state.labels.push(made);
    return created(label(world, made));
  });
}

/** A label that goes away goes from every issue, without an event, as on GitHub. */
async function remove(ask: Ask): Promise<Reply> {
  await change(ask, ({ state }) => {
    const { name } = found(labelNamed(state, param(ask, 'name')));
    state.labels = state.labels.filter((each) => each.name !== name);
    for (const item of state.issues) item.labels = item.labels.filter((each) => each !== name);
  });
  return noContent;
}

const triage = { needs: 'triage', permission: 'issues=write; pull_requests=write' } as const;
const writes = { needs: 'write', permission: 'issues=write; pull_requests=write' } as const;

/** The repository's labels, and those of an issue or PR: the timeline says who set which (fact 20). */
export const routes: readonly Route[] = [
  reads(`GET ${path}`, { query: paging }, (ask) => list(ask, ask.state.labels, (each) => label(ask, each))),
  takes(
    `POST ${path}`,
    writes,
    z.strictObject({ name: z.string(), color: color.optional(), description: z.string().nullish() }),
    create,
  ),
  reads(`GET ${path}/{name}`, {}, (ask) => ok(label(ask, found(labelNamed(ask.state, param(ask, 'name')))))),
  reads(`DELETE ${path}/{name}`, writes, remove),
  reads(`GET ${onIssue}`, { query: paging }, (ask) => list(ask, labelsOf(ask, issueAt(ask)), (each) => each)),
  takes(`POST ${onIssue}`, triage, Names, (ask, { labels }) =>
    relabel(ask, labels, (has, named) => [...has, ...named]),
  ),
  takes(`PUT ${onIssue}`, triage, Names, (ask, { labels }) => relabel(ask, labels, (_, named) => named)),
  reads(`DELETE ${onIssue}`, triage, async (ask) => {
    await relabel(ask, [], () => []);
    return noContent;
  }),
  reads(`DELETE ${onIssue}/{name}`, triage, (ask) => relabel(ask, [param(ask, 'name')], without)),
];
