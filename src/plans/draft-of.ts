import { fillPattern } from '../domain/pattern.ts';
import type { Policy } from '../domain/policy.ts';
import { releaseTitle } from '../domain/train-name.ts';
import type { Step } from '../steps/registry.ts';

/** The draft release of a train that begins on `branch`. */
export function draftOf(policy: Policy, version: string, branch: string): Step {
  const tag = fillPattern(policy.tags.release, { version });
  const body = `On its way: [\`${branch}\`]. The notes are written when it is promoted.\n`;
  return { kind: 'draft-release', target: branch, tag, name: releaseTitle(policy.product, version), body };
}
