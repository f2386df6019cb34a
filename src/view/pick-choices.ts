import type { PickChoice } from '../domain/pick-choice.ts';
import { clean } from './clean.ts';
import { clip } from './clip.ts';
import type { Paint } from './paint.ts';

/** A fix in a check list: one line of at most `width` columns, the state always readable. */
export function choiceLine(choice: PickChoice, width: number, paint: Paint): string {
  const state = clip(stateOf(choice), Math.max(16, width - 22));
  const name = clip(`#${choice.pr} ${clean(choice.title)}`, width - state.length - 2);
  const colour = { clean: paint.good, conflict: paint.bad, already: plain, empty: plain, kept: plain };
  return `${name}  ${colour[choice.state](state)}`;
}

function stateOf({ state, reason, paths, needs }: PickChoice): string {
  switch (state) {
    case 'clean':
      return 'approved, applies cleanly';
    case 'conflict':
      return needs.length > 0
        ? `approved, conflicts without ${needs.join(', ')}`
        : `approved, conflicts in ${paths.map(clean).join(', ')}`;
    case 'already':
      return reason === null ? 'is there already' : clean(reason);
    case 'empty':
      return 'would change nothing there';
    case 'kept':
      return clean(reason ?? '');
  }
}

const plain = (text: string): string => text;
