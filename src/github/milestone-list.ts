import type { Milestone, OpenItem } from '../domain/milestone.ts';
import { call, doing, type Line } from './ask.ts';
import { alreadyExists, repo } from './releases.ts';

const needs = 'issues: write';

/** See `GitHub.milestones`. */
export async function listMilestones(line: Line): Promise<readonly Milestone[]> {
  const what = doing(line, 'list the milestones', 'issues: read');
  const at = { ...repo(line), state: 'all' as const, per_page: 100 };
  const all = await call(what, () => line.octokit.paginate(line.octokit.rest.issues.listMilestones, at));
  return all.map(({ number, title, state }) => ({ number, title, isOpen: state === 'open' }));
}

/** See `GitHub.openItems`. */
export async function listOpenItems(line: Line, milestone: number): Promise<readonly OpenItem[]> {
  const what = doing(line, `list what is open in milestone ${milestone}`, 'issues: read');
  const at = { ...repo(line), milestone: String(milestone), state: 'open' as const, per_page: 100 };
  const all = await call(what, () => line.octokit.paginate(line.octokit.rest.issues.listForRepo, at));
  return all.map(({ number, title }) => ({ number, title }));
}

/** See `GitHub.closeMilestone`. */
export async function closeMilestone(line: Line, number: number): Promise<void> {
  const what = doing(line, `close milestone ${number}`, needs, true);
  const at = { ...repo(line), milestone_number: number };
  await call(
    what,
    async () => void (await line.octokit.rest.issues.updateMilestone({ ...at, state: 'closed' })),
  );
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
