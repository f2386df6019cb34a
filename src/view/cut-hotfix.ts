import { short } from '../domain/git.ts';
import type { CutHotfixResult } from '../domain/results.ts';
import type { Outcome } from './outcome.ts';
import type { Paint } from './paint.ts';

/** What the cut of a hotfix did, would do, or was kept from, and how fixes get onto it. */
export function cutHotfixText(cut: CutHotfixResult, planned: Outcome, paint: Paint): string {
  if (planned.kind === 'nothing') return `nothing to do: ${planned.message}`;
  if (planned.kind === 'stop') return '';
  const { version, branch, sha, from, done } = cut;
  const verb = done ? paint.good('cut') : 'would cut';
  const onto = `a PR into ${branch}, or: rel pick PR --into ${version}`;
  return [
    `${verb} ${paint.strong(version)}: ${branch} from ${from} at ${short(sha)}; it holds no fix yet`,
    ...(done ? [`  ${paint.dim('→')} ${onto}; then: rel tag-rc ${version}`] : []),
  ].join('\n');
}
