import type { Commit } from './history.ts';
import { github, type Login } from './people.ts';
import type { PullStory } from './pull.ts';
import { stamp, type World } from './world.ts';

export type Method = 'merge' | 'squash' | 'rebase';

/** The base's new tip after merging a PR as GitHub does it: authors, committers and messages are GitHub's. */
export function mergeAs(
  method: Method,
  world: World,
  story: PullStory & { base: string },
  by: Login,
  at: string,
): Commit {
  const made = world.pushed.get(story.branch) ?? [];
  const base = world.history.tip(story.base);
  const edits = made.flatMap((one) => one.edits);
  switch (method) {
    case 'merge': {
      const head = world.history.tip(story.branch);
      const message = `Merge pull request #${story.number} from acme/${story.branch}\n\n${story.title}`;
      return world.history.commit([base, head], edits, {
        message,
        author: stamp(by, at),
        committer: { who: github, at },
      });
    }
    case 'squash': {
      const list = made.map(({ commit }) => `* ${commit.message}`).join('\n\n');
      const message = `${story.title} (#${story.number})${made.length > 1 ? `\n\n${list}` : ''}`;
      return world.history.commit([base], edits, {
        message,
        author: stamp(story.by, at),
        committer: { who: github, at },
      });
    }
    case 'rebase':
      return made.reduce(
        (tip, { commit, edits }) =>
          world.history.commit([tip], edits, {
            message: commit.message,
            author: commit.author,
            committer: stamp(by, at),
          }),
        base,
      );
  }
}
