import type { Context, PullIssue } from '../types.ts';
import { isPull } from './lists.ts';

/**
 * The PRs that a commit belongs to, as GitHub tells it: merged PRs that brought it (as their own commit, their merge
 * or squash commit, or one of the commits a rebase made, fact 13), and open PRs that hold it.
 */
export async function introducedBy(context: Context, sha: string): Promise<PullIssue[]> {
  const all = context.state.issues.filter(isPull);
  const held = await Promise.all(all.map((issue) => holds(context, issue, sha)));
  return all.filter((_, at) => held[at]);
}

async function holds(context: Context, issue: PullIssue, sha: string): Promise<boolean> {
  const own = issue.timeline.flatMap((event) => (event.kind === 'committed' ? [event.sha] : []));
  const { merged } = issue.pull;
  if (own.includes(sha) || merged?.sha === sha) return true;
  return merged?.method === 'rebase' && (await rebased(context, merged.sha, own.length)).includes(sha);
}

/** The commits that a rebase-merge made: the last `count` on the first-parent line that ends with `sha`. */
async function rebased({ git }: Context, sha: string, count: number): Promise<string[]> {
  const line: string[] = [];
  for (let next: string | undefined = sha; next !== undefined && line.length < count; ) {
    line.push(next);
    next = (await git.commit(next))?.parents[0];
  }
  return line;
}
