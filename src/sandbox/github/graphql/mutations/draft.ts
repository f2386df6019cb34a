import { may } from '../../people.ts';
import { Refused } from '../errors.ts';
import type { Context } from '../types.ts';
import { again } from './subject.ts';

/** Makes a PR a draft or ready for review, which GitHub's REST API cannot; the author and writers may. */
export async function setDraft(
  { store, viewer, ...context }: Context,
  number: number,
  draft: boolean,
): Promise<void> {
  await store.write(
    (state, clock) => {
      const item = again({ ...context, store, viewer, state }, { number });
      if (item.author !== viewer.login && !may(state, viewer.login, 'write'))
        throw new Refused('FORBIDDEN', `${viewer.login} does not have the correct permissions to do that`);
      if (item.pull === null || item.state !== 'open')
        throw new Refused('UNPROCESSABLE', 'Pull request is not open.');
      if (item.pull.draft === draft) return;
      item.pull.draft = draft;
      item.updatedAt = clock.now;
      const kind = draft ? ('convert_to_draft' as const) : ('ready_for_review' as const);
      item.timeline.push({ id: clock.id(), kind, actor: viewer.login, at: clock.now });
    },
    { actor: viewer.login },
  );
}
