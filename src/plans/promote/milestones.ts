import semverInc from 'semver/functions/inc.js';
import type { Read } from '../../domain/errors.ts';
import type { Milestone, OpenItem } from '../../domain/milestone.ts';
import { fillPattern } from '../../domain/pattern.ts';
import type { Policy } from '../../domain/policy.ts';
import type { Step } from '../../steps/registry.ts';
import type { PromoteFacts } from './promotion.ts';

/** The milestone of a version, and the titles of all there are. */
export interface MilestonesFound {
  readonly own: (Milestone & { readonly items: readonly OpenItem[] }) | null;
  readonly titles: readonly string[];
}

export type Milestones = Read<MilestonesFound> | null;

/** What the milestone of a version is called; null where the policy has none, or could mean another product's. */
export function milestoneTitle({ promote, product }: Policy, version: string): string | null {
  const { milestone = product === undefined ? '{version}' : null } = promote;
  return milestone === null ? null : fillPattern(milestone, { version });
}

/**
 * Closes the milestone of a version, and opens the next one. What is still open in it is not moved and keeps it open:
 * where that goes is for a person to say.
 */
export function milestoneSteps(facts: PromoteFacts): Step[] {
  const { milestones, tag } = facts;
  if (milestones === null || !milestones.ok || milestones.value.own === null) return [];
  const { own, titles } = milestones.value;
  const { number, title } = own;
  const next = nextTitle(facts);
  const there = next === null || titles.some((one) => one.toLowerCase() === next.toLowerCase());
  return [
    ...(own.isOpen && own.items.length === 0
      ? [{ kind: 'close-milestone' as const, target: tag.name, number, title }]
      : []),
    ...(there ? [] : [{ kind: 'open-milestone' as const, target: tag.name, title: next }]),
  ];
}

/** A hotfix begins no minor version, and neither does an older line. */
function nextTitle({ policy, train, released, merge }: PromoteFacts): string | null {
  const { next } = policy.promote;
  if (next === 'none' || (next === 'minor' && (train.kind === 'hotfix' || merge.kind === 'stays-off')))
    return null;
  const version = semverInc(train.version, next);
  return version === null || released.includes(version) ? null : milestoneTitle(policy, version);
}

const mostListed = 10;

/** Why a milestone is left open, or could not be looked at. */
export function milestoneWarnings({ milestones }: PromoteFacts): string[] {
  if (milestones === null) return [];
  if (!milestones.ok) return [`the milestones are left as they are: ${milestones.why}`];
  const { own } = milestones.value;
  if (own === null || !own.isOpen || own.items.length === 0) return [];
  const shown = own.items.slice(0, mostListed).map(({ number, title }) => `#${number} ${title}`);
  const more = own.items.length > mostListed ? [`and ${own.items.length - mostListed} more`] : [];
  return [
    `the milestone ${own.title} stays open, with ${[...shown, ...more].join(', ')}: move or close them, then close it`,
  ];
}
