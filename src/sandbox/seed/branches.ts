import type { Commit } from './history.ts';
import type { Login } from './people.ts';
import { type Edit, write } from './tree.ts';
import { type Happening, stamp, time, type World } from './world.ts';

const on = (day: string, play: (world: World, at: string) => void): Happening => ({
  at: time(day),
  play: (world) => play(world, time(day)),
});

function land(world: World, branch: string, commit: Commit, at: string): void {
  world.history.move(branch, commit);
  world.ci(commit, at, 'green');
}

/** A commit pushed straight to a branch; CI is green there. */
export const pushed = (day: string, branch: string, by: Login, message: string, edits: readonly Edit[]) =>
  on(day, (world, at) => {
    const { history } = world;
    const parents = history.refs.has(`refs/heads/${branch}`) ? [history.tip(branch)] : [];
    land(world, branch, history.commit(parents, edits, { message, author: stamp(by, at) }), at);
  });

/** A new branch where another stands. */
export const branched = (day: string, branch: string, from: string) =>
  on(day, ({ history }) => history.move(branch, history.tip(from)));

/** An annotated tag on a branch's tip. */
export const tagged = (day: string, tag: string, branch: string, by: Login, message: string) =>
  on(day, ({ history }, at) => {
    history.tags.push({ name: tag, commit: history.tip(branch), message, tagger: stamp(by, at) });
  });

/** A merge commit of one branch into another whose files are those of one side; CI is green there. */
export const mergedInto = (
  day: string,
  into: string,
  from: string,
  by: Login,
  message: string,
  files: 'ours' | 'theirs',
) =>
  on(day, (world, at) => {
    const [ours, theirs] = [world.history.tip(into), world.history.tip(from)];
    const edits =
      files === 'ours' ? [] : Object.entries(theirs.files).map(([path, text]) => write(path, text));
    const words = { message, author: stamp(by, at) };
    land(world, into, world.history.commit([ours, theirs], edits, words), at);
  });

/** A published GitHub Release of a tag. */
export const released = (day: string, tag: string, by: Login, body: string, latest = false) =>
  on(day, ({ state, id }, at) => {
    state.releases.push({
      id: id(),
      tag,
      target: 'main',
      name: tag,
      body,
      draft: false,
      prerelease: false,
      latest,
      immutable: false,
      author: by,
      createdAt: at,
      publishedAt: at,
    });
  });
