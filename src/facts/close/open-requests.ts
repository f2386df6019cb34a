import type { Train } from '../../domain/facts.ts';
import type { World } from '../world.ts';

/** What is to be said of the PRs that are still open against a train's branch: they stay, and whose they are is told. */
export async function openRequestWarnings({ github }: World, { branch }: Train): Promise<string[]> {
  if (github === null) return [];
  const read = (await github.openPullRequests([branch])).get(branch);
  if (read === undefined) return [];
  if (!read.ok) return [`which PRs are open against ${branch} could not be read: ${read.why}`];
  const { newest, total } = read.value;
  if (total === 0) return [];
  const names = newest.map(({ number, title }) => `#${number} ${title}`).join(', ');
  const more = total > newest.length ? `, and ${total - newest.length} more` : '';
  const are = total === 1 ? 'one PR is' : `${total} PRs are`;
  return [`${are} open against ${branch}: close or retarget: ${names}${more}`];
}
