import { found, type Read, unreadable } from '../domain/errors.ts';
import { askOne } from './aliased.ts';
import type { Line } from './ask.ts';
import { everyPage } from './pages.ts';
import { type MilestoneList, milestoneList } from './queries/issues.ts';

/** True where GitHub takes two names of labels or milestones for the same. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Every milestone, open or closed; GitHub lists them by number only. */
export const readMilestones = (line: Line) =>
  everyPage((after) =>
    askOne<string | null, MilestoneList>(line, after, {
      fields: milestoneList,
      what: () => 'list the milestones',
      needs: 'issues: read',
      missing: () => unreadable('GitHub shows no milestones'),
    }),
  );

/**
 * The number of the milestone with this title, open or closed (fact 50). One that does not exist is not ok: a gate
 * that asks for "no open bugs in 1.8.0" must not pass because somebody wrote v1.8.0.
 */
export async function milestoneNumber(line: Line, title: string): Promise<Read<number>> {
  const all = await readMilestones(line);
  if (!all.ok) return all;
  const exact = all.value.find((m) => m.title === title);
  const number = (exact ?? all.value.find((m) => sameName(m.title, title)))?.number;
  if (number !== undefined) return found(number);
  return unreadable(`${line.owner}/${line.name} has no milestone "${title}"`);
}
