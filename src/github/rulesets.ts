import { found, type Read, unreadable } from '../domain/errors.ts';
import type { RefName } from '../domain/git.ts';
import { fitsRefPattern } from '../domain/ref-pattern.ts';
import type { RefRule } from '../domain/ref-rules.ts';
import type { Answer } from './answer.ts';
import { call, doing, type Line } from './ask.ts';
import { repo } from './releases.ts';
import { ruleOf } from './rule-forms.ts';
import { type Doing, refusal } from './trouble.ts';

/** The active rules of rulesets: those of each ref that was asked for, and those of every push. */
export interface RulesetRules {
  readonly of: ReadonlyMap<RefName, readonly RefRule[]>;
  readonly ofPushes: readonly RefRule[];
}

/** The most rulesets that are looked into: a request each. */
const most = 30;
const needs = 'metadata: read';

/**
 * What rulesets, of the repository and of those above it, demand of these refs, which need not be there: the list, then a
 * request for each active one. Not ok where one of them could not be read. An Enterprise Server before 3.11 and a plan
 * without rulesets have none.
 */
export async function readRulesets(
  line: Line,
  refs: readonly RefName[],
  defaultBranch: string,
): Promise<Read<RulesetRules>> {
  const what = doing(line, 'read the rulesets', needs);
  const listed = await listRulesets(line, what);
  if (!listed.ok) return listed;
  if (listed.value.length > most)
    return unreadable(`there are ${listed.value.length} rulesets, and rel looks into ${most} at most`);
  const all: RulesetAnswer[] = [];
  for (const id of listed.value) {
    const read = await readRuleset(line, id, what);
    if (!read.ok) return read;
    all.push(read.value);
  }
  return found(rulesOf(all, refs, defaultBranch));
}

/** The ids of the active ones. */
function listRulesets(line: Line, what: Doing): Promise<Read<readonly number[]>> {
  return call<Read<readonly number[]>, Read<readonly number[]>>(
    what,
    async () => {
      const at = { ...repo(line), includes_parents: true, per_page: 100 };
      const { data } = await line.octokit.rest.repos.getRepoRulesets(at);
      return found(data.filter(({ enforcement }) => enforcement === 'active').map(({ id }) => id));
    },
    (answer) => (hasNone(answer) ? found([]) : (refusal(answer, what) ?? undefined)),
  );
}

/** The plan, or the server, has no rulesets. */
const hasNone = ({ status, message }: Answer): boolean =>
  status === 404 || (status === 403 && /upgrade to github/i.test(message));

function readRuleset(line: Line, id: number, what: Doing): Promise<Read<RulesetAnswer>> {
  const at = { ...repo(line), ruleset_id: id, includes_parents: true };
  return call<Read<RulesetAnswer>, Read<RulesetAnswer>>(
    what,
    async () => found((await line.octokit.rest.repos.getRepoRuleset(at)).data as RulesetAnswer),
    (answer) => refusal(answer, what) ?? undefined,
  );
}

/** What is looked at of a ruleset; the conditions of an organisation's have more than these. */
interface RulesetAnswer {
  readonly name: string;
  readonly target?: string;
  readonly current_user_can_bypass?: string;
  readonly conditions?: {
    readonly ref_name?: { readonly include?: string[]; readonly exclude?: string[] };
  } | null;
  readonly rules?: readonly { readonly type: string; readonly parameters?: unknown }[];
}

function rulesOf(
  all: readonly RulesetAnswer[],
  refs: readonly RefName[],
  defaultBranch: string,
): RulesetRules {
  const of = (ruleset: RulesetAnswer): RefRule[] => {
    const owner = { by: `the ruleset "${ruleset.name}"`, bypass: bypassOf(ruleset) };
    return (ruleset.rules ?? []).flatMap((rule) => ruleOf(rule, owner) ?? []);
  };
  return {
    of: new Map(refs.map((ref) => [ref, all.filter((one) => isFor(one, ref, defaultBranch)).flatMap(of)])),
    ofPushes: all.filter(({ target }) => target === 'push').flatMap(of),
  };
}

function bypassOf({ current_user_can_bypass: told }: RulesetAnswer): RefRule['bypass'] {
  const words = {
    always: 'always',
    exempt: 'silently',
    pull_requests_only: 'by-request',
    never: 'never',
  } as const;
  return words[told as keyof typeof words] ?? 'unknown';
}

/** Refs of rel's own (refs/rel/...) are no branches and no tags: nothing but a push ruleset is about them (fact 34). */
function isFor({ target, conditions }: RulesetAnswer, ref: RefName, defaultBranch: string): boolean {
  const folder = target === 'tag' ? 'refs/tags/' : 'refs/heads/';
  if (target === 'push' || target === 'repository' || !ref.startsWith(folder)) return false;
  const { include = [], exclude = [] } = conditions?.ref_name ?? {};
  const fits = (pattern: string): boolean =>
    pattern === '~ALL' ||
    (pattern === '~DEFAULT_BRANCH' ? ref === `refs/heads/${defaultBranch}` : fitsRefPattern(pattern, ref));
  return include.some(fits) && !exclude.some(fits);
}
