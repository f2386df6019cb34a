import type { FeatureBranch, OwnPullRequest } from '../../domain/feature-branch.ts';
import { checkFault } from './checks.ts';
import { type Fault, unreadableFault } from './fault.ts';

export interface Measure {
  /** Conclusions of checks that are green beside success. */
  readonly allow: readonly string[];
  /** The develop branch's name. */
  readonly develop: string;
}

/** Everything that keeps one branch from being on develop, or ready for it. */
export function faultsOf(branch: FeatureBranch, measure: Measure): Fault[] {
  const waiting = openFault(branch);
  const own = branch.state === 'landed' ? [] : apartFaults(branch, measure);
  return waiting === null ? own : [waiting, ...own];
}

/** PRs against a branch that is merged already count as well: their work would be lost. */
function openFault({ branch, open }: FeatureBranch): Fault | null {
  if (!open.ok) return unreadableFault(`the PRs against ${branch}`, open);
  const { total, newest } = open.value;
  if (total === 0) return null;
  const named = newest.slice(0, 5).map(({ number, isDraft }) => `#${number}${isDraft ? ' (draft)' : ''}`);
  const more = total > named.length ? ` and ${total - named.length} more` : '';
  return {
    word: 'open-pull-requests',
    words: `${branch} waits for ${named.join(', ')}${more}`,
    remedy: `merge them into ${branch}, or close them`,
    actor: newest[0]?.author ?? null,
  };
}

function apartFaults(branch: Extract<FeatureBranch, { state: 'apart' }>, measure: Measure): Fault[] {
  const { own, conflicts } = branch;
  const { develop } = measure;
  const name = branch.branch;
  const pull = own.ok ? own.value : null;
  const actor = pull?.author ?? null;
  const faults = [own.ok ? pullFault(name, own.value, develop) : unreadableFault(`the PR of ${name}`, own)];
  faults.push(checkFault(branch, measure.allow));
  if (!conflicts.ok) faults.push(unreadableFault(`whether ${name} merges into ${develop}`, conflicts));
  else if (conflicts.value.length > 0) {
    const [first = '', ...others] = conflicts.value;
    const paths = others.length === 0 ? first : `${first} and ${others.length} more`;
    const words = `${name} conflicts with ${develop} in ${paths}`;
    faults.push({ word: 'conflict', words, remedy: `merge ${develop} into ${name}, and resolve it`, actor });
  }
  return faults.flatMap((fault) => fault ?? []);
}

function pullFault(branch: string, pull: OwnPullRequest | null, develop: string): Fault | null {
  if (pull === null) {
    const words = `${branch} is not on ${develop}, and no PR would bring it there`;
    const remedy = `open a PR of ${branch} against ${develop}, or delete the branch`;
    return { word: 'no-pull-request', words, remedy, actor: null };
  }
  if (!pull.isDraft) return null;
  const words = `#${pull.number} of ${branch} is a draft`;
  return { word: 'draft', words, remedy: `gh pr ready ${pull.number}`, actor: pull.author };
}
