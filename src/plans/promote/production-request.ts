import type { Trouble } from '../../domain/errors.ts';
import type { Sha } from '../../domain/git.ts';
import { codeText, plainText, requestMarker } from '../../domain/markdown.ts';
import { shellWord } from '../../domain/shell-word.ts';
import { releaseTitle } from '../../domain/train-name.ts';
import type { Step } from '../../steps/registry.ts';
import { entryBase } from '../ledger-entry.ts';
import { nothing, type Planned, planOf, stop } from '../planned.ts';
import type { OpenRequest } from '../requests/request-facts.ts';
import { titleText } from '../requests/request-text.ts';
import { newestCandidate } from './candidate.ts';
import type { PromoteFacts } from './promotion.ts';

/** The PR by which a candidate gets into production, as the remote, the ledger and GitHub tell it. */
export type ProductionRequest =
  /** Its branch is to be put at the candidate. `at` is where it is now: at an earlier candidate, or null for nowhere. */
  | { readonly kind: 'begin'; readonly head: string; readonly at: Sha | null }
  /** Its branch is at the candidate; `open` is null where no PR of it is open. */
  | { readonly kind: 'waits'; readonly head: string; readonly open: OpenRequest | null }
  /** It was merged by squash or rebase: production has the changes, and not the candidate. */
  | { readonly kind: 'rewritten'; readonly head: string; readonly merged: OpenRequest }
  /** Somebody else has pushed to its branch. */
  | { readonly kind: 'foreign'; readonly head: string; readonly by: string };

/** The way by a PR: opened, brought up to date, or waited for. Nothing is tagged before it is merged. */
export function planRequest(request: ProductionRequest, facts: PromoteFacts): Planned {
  const { train, policy } = facts;
  switch (request.kind) {
    case 'foreign':
      return stop(foreign(request, facts));
    case 'rewritten':
      return stop(rewritten(request, facts));
    case 'waits':
      if (request.open !== null)
        return nothing(waitsFor(train.version, request.open, policy.branches.production));
      return planOf(facts, requestSteps(request, facts));
    case 'begin':
      return planOf(facts, requestSteps(request, facts));
  }
}

/** What a release waits for, and how to go on. */
const waitsFor = (version: string, { number, url }: OpenRequest, production: string): string =>
  `${version} waits for #${number} to be merged into ${production} with a merge commit (${url}); then run: rel promote ${version}`;

const foreign = (
  { by, head }: Extract<ProductionRequest, { kind: 'foreign' }>,
  { train: { version } }: PromoteFacts,
): Trouble => ({
  code: 'foreign-branch',
  message: `${by} has pushed to ${head}, by which ${version} was to be merged; nothing was changed`,
  why: 'what would be merged is not the candidate that was judged',
  remedy: `delete it (git push origin --delete ${shellWord(head)}), then run: rel promote ${version}`,
});

function rewritten(
  { head, merged: { number, url } }: Extract<ProductionRequest, { kind: 'rewritten' }>,
  { train, policy }: PromoteFacts,
): Trouble {
  const { production } = policy.branches;
  const { tag, commit } = newestCandidate(train);
  const open = `gh pr create --head ${shellWord(head)} --base ${shellWord(production)}`;
  return {
    code: 'merged-otherwise',
    message: `#${number} was squashed or rebased: ${production} does not hold ${tag} itself; nothing was changed`,
    why: `the release is the very commit that was tested (${commit}), so that it has to be part of ${production}: ${url}`,
    remedy: `open it once more (${open}), merge it with a merge commit, then run: rel promote ${train.version}`,
  };
}

/** The steps by which a candidate waits in a PR: its branch and the record in one push, then the PR. */
function requestSteps(
  request: Extract<ProductionRequest, { kind: 'begin' | 'waits' }>,
  facts: PromoteFacts,
): Step[] {
  const { train, policy, tag } = facts;
  const candidate = newestCandidate(train);
  const { head } = request;
  const entry = { ...entryBase(facts, train.version), kind: 'promote-request' as const, head };
  const push: Step = {
    kind: 'push',
    target: tag.name,
    moves: [
      { ref: `refs/heads/${train.branch}`, from: train.tip, to: train.tip },
      { ref: `refs/heads/${head}`, from: request.kind === 'begin' ? request.at : null, to: candidate.commit },
    ],
    ledger: {
      ref: policy.ledger.ref,
      entries: [{ ...entry, sha: candidate.commit, tag: tag.name, candidate: candidate.tag }],
    },
  };
  const open: Step = {
    ...{ kind: 'open-pull-request', target: tag.name, head, base: policy.branches.production },
    title: titleText(`Release ${releaseTitle(policy.product, train.version)}`),
    body: requestBody(facts),
    ...{ draft: false, assignees: [] },
  };
  return request.kind === 'begin' ? [push, open] : [open];
}

function requestBody({ train, policy, notes }: PromoteFacts): string {
  const { tag, commit } = newestCandidate(train);
  const name = plainText(releaseTitle(policy.product, train.version));
  const own = `${codeText(tag)}, ${commit}`;
  return [
    requestMarker,
    `The candidate of ${name} that passed its gates: ${own}.`,
    '',
    '**Merge it with a merge commit.** The release is this very commit: a squash or a rebase would make others of it,',
    'and could not be tagged.',
    '',
    `Nothing is tagged or released before it is merged. Then run: ${codeText(`rel promote ${train.version}`)}`,
    '',
    notes.slice(0, mostNotes),
  ].join('\n');
}

/** GitHub takes 65,536 characters. */
const mostNotes = 60_000;
