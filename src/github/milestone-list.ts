import type { Milestone, OpenItem } from '../domain/milestone.ts';
import { call, doing, type Line } from './ask.ts';
import { alreadyExists, repo } from './releases.ts';

const needs = 'issues: write';

/** See `GitHub.milestones`. */
export async function listMilestones(line: Line): Promise<readonly Milestone[]> {
  return (await readAll(line)).map(({ number, title, state }) => ({
    number,
    title,
    isOpen: state === 'open',
  }));
}

function readAll(line: Line) {
  const what = doing(line, 'list the milestones', 'issues: read');
  const at = { ...repo(line), state: 'all' as const, per_page: 100 };
  return call(what, () => line.octokit.paginate(line.octokit.rest.issues.listMilestones, at));
}

/** See `GitHub.openItems`. */
export async function listOpenItems(line: Line, milestone: number): Promise<readonly OpenItem[]> {
  const what = doing(line, `list what is open in milestone ${milestone}`, 'issues: read');
  const at = { ...repo(line), milestone: String(milestone), state: 'open' as const, per_page: 100 };
  const all = await call(what, () => line.octokit.paginate(line.octokit.rest.issues.listForRepo, at));
  return all.map(({ number, title }) => ({ number, title }));
}

/** See `GitHub.closeMilestone`. */
export const closeMilestone = (line: Line, number: number): Promise<void> =>
  setState(line, number, 'closed', `close milestone ${number}`);

/** See `GitHub.reopenMilestone`. */
export const reopenMilestone = (line: Line, number: number): Promise<void> =>
  setState(line, number, 'open', `open milestone ${number} again`);

async function setState(line: Line, number: number, state: 'open' | 'closed', what: string): Promise<void> {
  const at = { ...repo(line), milestone_number: number, state };
  await call(
    doing(line, what, needs, true),
    async () => void (await line.octokit.rest.issues.updateMilestone(at)),
  );
}

/** See `GitHub.deleteEmptyMilestone`. */
export async function deleteEmptyMilestone(line: Line, title: string): Promise<boolean> {
  const all = await readAll(line);
  const found = all.find((one) => one.title === title);
  if (found === undefined) return true;
  if (found.open_issues + found.closed_issues > 0) return false;
  const at = { ...repo(line), milestone_number: found.number };
  await call(
    doing(line, `delete the milestone ${title}`, needs, true),
    async () => void (await line.octokit.rest.issues.deleteMilestone(at)),
    async (answer) =>
      answer.status === 404 && !(await readAll(line)).some((one) => one.title === title) ? null : undefined,
  );
  return true;
}

/** See `GitHub.createMilestone`. */
export async function createMilestone(line: Line, title: string): Promise<void> {
  const what = doing(line, `create the milestone ${title}`, needs, true);
  await call(
    what,
    async () => void (await line.octokit.rest.issues.createMilestone({ ...repo(line), title })),
    (answer) => (alreadyExists(answer) ? null : undefined),
  );
}
