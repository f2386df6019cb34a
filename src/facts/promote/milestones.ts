import { found, RelError, unreadable } from '../../domain/errors.ts';
import { type Milestones, milestoneTitle } from '../../plans/promote/milestones.ts';
import type { World } from '../world.ts';

/** The milestone of a version, by its title, over open and closed ones (fact 50); null where none is asked for. */
export async function versionMilestones({ github, policy }: World, version: string): Promise<Milestones> {
  const title = milestoneTitle(policy, version);
  if (github === null || title === null) return null;
  try {
    const all = await github.milestones();
    const exact = all.find((one) => one.title === title);
    const own = exact ?? all.find((one) => one.title.toLowerCase() === title.toLowerCase()) ?? null;
    const items = own?.isOpen ? await github.openItems(own.number) : [];
    return found({ own: own === null ? null : { ...own, items }, titles: all.map((one) => one.title) });
  } catch (error) {
    if (!(error instanceof RelError) || error.code !== 'github-refused') throw error;
    return unreadable(error.message);
  }
}
