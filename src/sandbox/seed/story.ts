/**
 * The story of acme/shop, told in four parts (story/). Its numbers never change; documentation and tests name them.
 *
 * | # | what | into | how | for |
 * |---|---|---|---|---|
 * | 172 | feature | devel | merge | 1.6.0, released |
 * | 180, 185, 190 | features and a fix | devel | squash, merge, rebase | 1.7.0, released |
 * | 200, 205, 210 | features | devel | merge, squash, rebase | 1.8.0, before the cut |
 * | 220 | bug, closed by 230 | | | 1.8.0 |
 * | 222 | bug, open: stops the release of 1.9.0 | | | 1.9.0 |
 * | 225 | fix made on the RC branch only | rc/1.8.0 | squash | 1.8.0-rc.1 |
 * | 226, 227 | features | devel | merge, squash | 1.9.0 |
 * | 228 | feature that 235 needs, approved by quinn, without the label | devel | squash | 1.9.0 |
 * | 230 | fix, two commits, `qa-approved` by quinn | devel | merge | rc/1.8.0 |
 * | 231 | fix, two commits, approving review by quinn | devel | squash | rc/1.8.0 |
 * | 232 | fix, two commits, `qa-approved` by quinn | devel | rebase | rc/1.8.0 |
 * | 233 | fix, `qa-approved` by dan, who is not QA | devel | squash | rc/1.8.0 |
 * | 234 | fix, approved by quinn, then changed | devel | squash | rc/1.8.0 |
 * | 235 | fix, approved; conflicts without 228, clean with it | devel | squash | rc/1.8.0 |
 * | 236 | fix, approved; conflicts with 225 on rc/1.8.0 | devel | squash | rc/1.8.0 |
 * | 240 | hotfix: v1.7.1, on main, not yet on devel or rc/1.8.0 | main | squash | |
 * | 243 | fix, open, changes requested, red | devel | | rc/1.8.0 |
 * | 244 | fix, draft, checks running | devel | | rc/1.8.0 |
 * | 245 | fix, closed without a merge | devel | | rc/1.8.0 |
 * | 246 | bug, open, no milestone | | | |
 * | 247 | documentation, open | | | 1.8.0 |
 * | 250 | feature, open: stops the cut of 1.9.0 | devel | | 1.9.0 |
 * | 251 | feature, draft, no milestone, no checks | devel | | |
 */
import { shopState } from './start.ts';
import { fixesStory } from './story/fixes.ts';
import { nextStory } from './story/next.ts';
import { openStory } from './story/open.ts';
import { releasedStory } from './story/released.ts';
import { trainStory } from './story/train.ts';
import { World } from './world.ts';

/** The numbers of the table by what they are in the demo. */
export const stories = {
  approvedAndClean: { merge: 230, squash: 231, rebase: 232 },
  labelledByNobody: 233,
  changedAfterApproval: 234,
  needsFirst: { fix: 235, prerequisite: 228 },
  conflicts: { fix: 236, with: 225 },
  hotfix: 240,
  open: 243,
  draft: 244,
  closed: 245,
  stopsTheCut: 250,
  bugs: { closed: 220, next: 222, noMilestone: 246 },
} as const;

/** The whole story, told: always the same commits and the same state, with marks where SHAs will be. */
export function tellStory(): World {
  const world = new World(shopState());
  world.play([...releasedStory, ...trainStory, ...nextStory, ...fixesStory, ...openStory]);
  world.state.lastNumber = Math.max(...world.state.issues.map(({ number }) => number));
  return world;
}
