import type { State } from '../github/state.ts';
import { git } from './git.ts';
import type { History } from './history.ts';
import { tellStory } from './story.ts';
import { stream } from './stream.ts';

/** Makes `bare` the repository acme/shop, and answers GitHub's side of it. The same bytes in every run. */
export async function seedShop(bare: string): Promise<State> {
  await git('.', ['init', '--quiet', '--bare', '--template=', '--object-format=sha1', '-b', 'devel', bare]);
  const { history, state } = tellStory();
  return withShas(state, await importHistory(bare, history));
}

/** Imports the history with one `git fast-import`; the SHA of each mark. */
async function importHistory(bare: string, history: History): Promise<Map<string, string>> {
  // A small history would else become one file an object, and slow every command that reads it.
  const args = ['-c', 'fastimport.unpackLimit=0', 'fast-import', '--quiet'];
  const shas = (await git(bare, args, stream(history))).split('\n');
  return new Map(history.commits.map(({ mark }, at) => [mark, shas[at] ?? '']));
}

/** The state with the SHA in the place of every mark. */
function withShas(state: State, shas: ReadonlyMap<string, string>): State {
  const put = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? (shas.get(value) ?? value) : value;
  return JSON.parse(JSON.stringify(state), put) as State;
}
