import * as z from 'zod';
import { may } from '../people.ts';
import type { Release, State } from '../state.ts';
import {
  type Ask,
  change,
  created,
  noContent,
  numberParam,
  ok,
  param,
  type Reply,
  viewerOf,
  type World,
} from './ask.ts';
import { list } from './page.ts';
import { moveRef } from './refs.ts';
import { found, invalid, notFound } from './refuse.ts';
import { notesFor } from './release-notes.ts';
import { paging, type Route, reads, takes } from './route.ts';
import { release } from './shapes/release.ts';

const path = '/repos/{owner}/{repo}/releases';
const one = `${path}/{release_id}`;
const fields = {
  target_commitish: z.string().optional(),
  name: z.string().nullish(),
  body: z.string().nullish(),
  draft: z.boolean().optional(),
  prerelease: z.boolean().optional(),
  make_latest: z.enum(['true', 'false', 'legacy']).optional(),
};
const New = z.strictObject({
  tag_name: z.string(),
  ...fields,
  generate_release_notes: z.boolean().optional(),
});
const Change = z.strictObject({ tag_name: z.string().optional(), ...fields });
type Fields = z.infer<typeof Change>;

const bad = (code: 'already_exists' | 'invalid' | 'custom', field: string, message?: string) =>
  invalid({ resource: 'Release', code, field, ...(message === undefined ? {} : { message }) });

/** Whether the viewer may see drafts: those who may write. */
const seesDrafts = (ask: Ask) => may(ask.state, ask.viewer?.login, 'write');

function releaseAt(ask: Ask, state: State = ask.state): Release {
  const item = found(state.releases.find(({ id }) => id === numberParam(ask, 'release_id')));
  if (item.draft && !seesDrafts(ask)) throw notFound();
  return item;
}

/** A published tag name is used once; one that an immutable release has used never comes back (facts 46, 47). */
function checkTag(state: State, item: Release): void {
  const taken = state.releases.some((each) => each !== item && !each.draft && each.tag === item.tag);
  if (taken && !item.draft) throw bad('already_exists', 'tag_name');
  if (!item.immutable && (state.burnedTags ?? []).includes(item.tag))
    throw bad('custom', 'tag_name', 'tag_name was used by an immutable release');
}

/** Publishes: makes the tag at `target_commitish` if it is missing (unused if it is there: fact 44). */
async function publish(world: World, item: Release, login: string, now: string): Promise<void> {
  const { state, origin } = world;
  const ref = `refs/tags/${item.tag}`;
  const target = await origin.resolve(state.seenRefs[ref] ?? item.target);
  if (target === null) throw bad('invalid', 'target_commitish');
  const valid = await origin.run(['check-ref-format', ref]);
  if (valid.code !== 0) throw bad('custom', 'pre_receive', 'Published releases must have a valid tag');
  if (state.seenRefs[ref] === undefined) await moveRef(origin, { ref, from: null, to: target, login });
  item.createdAt = (await origin.commits([target])).get(target)?.committer.date ?? now;
  item.publishedAt ??= now;
  item.draft = false;
  if (state.immutableReleases === true) {
    item.immutable = true;
    state.burnedTags = [...(state.burnedTags ?? []), item.tag];
  }
}

/** `make_latest`: a string, of no use to drafts and prereleases (fact 45); `legacy` looks at the dates. */
function rank(state: State, item: Release, latest: string): void {
  if (item.draft || item.prerelease) {
    item.latest = false;
    return;
  }
  const others = state.releases.filter((each) => each !== item);
  const newest = others.every((each) => each.draft || each.prerelease || each.createdAt <= item.createdAt);
  item.latest = latest === 'true' || (latest === 'legacy' && newest);
  if (item.latest) for (const each of others) each.latest = false;
}

function write(item: Release, body: Fields): void {
  if (body.tag_name !== undefined) item.tag = body.tag_name;
  if (body.target_commitish !== undefined) item.target = body.target_commitish;
  if (body.name !== undefined) item.name = body.name;
  if (body.body !== undefined) item.body = body.body;
  if (body.prerelease !== undefined) item.prerelease = body.prerelease;
}

function create(ask: Ask, body: z.infer<typeof New>): Promise<Reply> {
  const { login } = viewerOf(ask);
  return change(ask, async (world, clock) => {
    const { state } = world;
    const item: Release = {
      id: clock.id(),
      tag: body.tag_name,
      target: state.defaultBranch,
      name: null,
      body: null,
      draft: body.draft ?? false,
      prerelease: false,
      latest: false,
      immutable: false,
      author: login,
      createdAt: clock.now,
      publishedAt: null,
    };
    write(item, body);
    checkTag(state, item);
    if (!item.draft) await publish(world, item, login, clock.now);
    if (body.generate_release_notes === true) {
      const notes = await notesFor(world, item.tag, item.target, null);
      item.name ??= notes.name;
      item.body = `${item.body ?? ''}${item.body ? '\n' : ''}${notes.body}`;
    }
    state.releases.push(item);
    rank(state, item, body.make_latest ?? 'true');
    return created(release(world, item));
  });
}

function edit(ask: Ask, body: Fields): Promise<Reply> {
  const { login } = viewerOf(ask);
  return change(ask, async (world, clock) => {
    const item = releaseAt(ask, world.state);
    const wasDraft = item.draft;
    const moves = (body.tag_name ?? item.tag) !== item.tag || body.draft === true;
    if (item.immutable && moves)
      throw bad('custom', 'tag_name', 'Cannot change the tag of an immutable release');
    write(item, body);
    if (body.draft !== undefined) item.draft = body.draft;
    checkTag(world.state, item);
    if (wasDraft && !item.draft) await publish(world, item, login, clock.now);
    const asked = body.make_latest ?? (wasDraft && !item.draft ? 'true' : item.latest ? 'true' : 'false');
    rank(world.state, item, asked);
    return ok(release(world, item));
  });
}

/** The newest first, drafts only for those who may write. */
const visible = (ask: Ask): Release[] => {
  const rows = ask.state.releases.filter(({ draft }) => !draft || seesDrafts(ask));
  return rows.sort((one, other) => other.createdAt.localeCompare(one.createdAt) || other.id - one.id);
};

function latestOf({ releases }: State): Release | undefined {
  const open = releases.filter(({ draft, prerelease }) => !draft && !prerelease);
  const newest = open.reduce<Release | undefined>(
    (best, item) => (best === undefined || item.createdAt >= best.createdAt ? item : best),
    undefined,
  );
  return open.find(({ latest }) => latest) ?? newest;
}

const writes = { needs: 'write', permission: 'contents=write; contents=write,workflows=write' } as const;

/** Releases. A draft has no tag: it is not found by one (fact 45). */
export const routes: readonly Route[] = [
  reads(`GET ${path}`, { query: paging }, (ask) => list(ask, visible(ask), (item) => release(ask, item))),
  takes(`POST ${path}`, writes, New, create),
  reads(`GET ${path}/latest`, {}, (ask) => ok(release(ask, found(latestOf(ask.state))))),
  reads(`GET ${path}/tags/{tag}`, {}, (ask) => {
    const item = ask.state.releases.find(({ draft, tag }) => !draft && tag === param(ask, 'tag'));
    return ok(release(ask, found(item)));
  }),
  reads(`GET ${one}`, {}, (ask) => ok(release(ask, releaseAt(ask)))),
  takes(`PATCH ${one}`, writes, Change, edit),
  reads(`DELETE ${one}`, writes, async (ask) => {
    await change(ask, ({ state }) => {
      const item = releaseAt(ask, state);
      state.releases = state.releases.filter((each) => each !== item);
    });
    return noContent;
  }),
];
