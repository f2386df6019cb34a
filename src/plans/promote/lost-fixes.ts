import type { Trouble } from '../../domain/errors.ts';
import type { Missing } from '../../domain/facts.ts';
import { short } from '../../domain/git.ts';
import type { Judgement } from '../../domain/verdict.ts';
import { newestCandidate } from './candidate.ts';
import { isOlderLine, newestOfLine } from './order.ts';
import type { PromoteFacts } from './promotion.ts';

/** The gate of the policy that judges the same; where there is one it decides, and it alone can be waived. */
export const judgedByGate = (judgement: Judgement | undefined) =>
  judgement?.verdicts.find(({ kind }) => kind === 'hotfixes-synced');

/** Why a candidate that lacks a fix may not be released: whoever has the fix would lose it. Null where none is lost. */
export function lostFixesTrouble(facts: PromoteFacts): Trouble | null {
  const { missing, train, judgements } = facts;
  if (missing.length === 0 || judgedByGate(judgements[0]) !== undefined) return null;
  const { version } = train;
  const shas = missing.map(({ sha }) => short(sha)).join(' ');
  const bring =
    train.kind === 'rc' && !stale(facts) ? 'rel sync-hotfix' : `rel pick ${shas} --into ${version}`;
  return {
    code: 'fixes-missing',
    message: `${lacking(facts)}; nothing was changed`,
    why: listed(missing),
    remedy: `run: ${bring}, then: rel tag-rc ${version}, and: rel promote ${version}`,
  };
}

/** `v1.8.0-rc.2 lacks a fix of main`. */
export function lacking(facts: PromoteFacts): string {
  const { missing, train } = facts;
  const count = missing.length === 1 ? 'a fix' : `${missing.length} fixes`;
  return `${newestCandidate(train).tag} lacks ${count} of ${origin(facts)}`;
}

/** The fixes that a waiver of the policy's gate lets be lost: nobody should be surprised later. */
export function lostFixesWarnings(facts: PromoteFacts): string[] {
  const verdict = judgedByGate(facts.judgements[0]);
  if (verdict?.verdict !== 'waived') return [];
  return verdict.evidence.flatMap(({ what, sha }) =>
    sha === undefined ? [] : [`released without ${short(sha)} of ${origin(facts)}: ${what}`],
  );
}

const mostListed = 20;

const listed = (missing: readonly Missing[]): string =>
  [
    ...missing.slice(0, mostListed).map(({ sha, subject }) => `${short(sha)} ${subject}`),
    ...(missing.length > mostListed ? [`and ${missing.length - mostListed} more`] : []),
  ].join('\n');

/** What has the fixes: production, or the newest release of the older line that the train is of. */
function origin(facts: PromoteFacts): string {
  const { train, released, policy } = facts;
  if (stale(facts)) return newestOfLine(train.version, released) ?? '';
  const { production } = policy.branches;
  return train.kind === 'rc' && policy.lines.length > 0 ? `${production} or an older line` : production;
}

const stale = ({ train, released }: PromoteFacts): boolean => isOlderLine(train.version, released);
