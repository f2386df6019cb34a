import { found, type Read, unreadable } from '../domain/errors.ts';
import { ask, doing, type Line, troubleAt } from './ask.ts';
import { everyPage } from './pages.ts';
import { type Milestones, milestones } from './queries/issues.ts';

/** True where GitHub takes two names of labels or milestones for the same. */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * The number of the milestone with this title, open or closed (fact 50). One that does not exist is not ok: a gate
 * that asks for "no open bugs in 1.8.0" must not pass because somebody wrote v1.8.0.
 */
export async function milestoneNumber(line: Line, title: string): Promise<Read<number>> {
  const what = doing(line, 'list the milestones', 'issues: read');
  const all = await everyPage(async (after) => {
    const reply = await ask<Milestones>(line, milestones, { after }, what);
    const failed = troubleAt(reply, ['repository'], what);
    const page = reply.data?.repository?.milestones;
    return failed?.read ?? (page ? found(page) : unreadable('GitHub shows no milestones'));
  });
  if (!all.ok) return all;
  const exact = all.value.find((m) => m.title === title);
  const number = (exact ?? all.value.find((m) => sameName(m.title, title)))?.number;
  if (number !== undefined) return found(number);
  return unreadable(`${line.owner}/${line.name} has no milestone "${title}"`);
}
