import * as z from 'zod';
import type { FactRequest } from '../domain/facts.ts';
import { short } from '../domain/git.ts';
import { answerTo, type GateKind, ruleFields, unreadableFinding } from './gate.ts';

const Rule = z.strictObject({ ...ruleFields, kind: z.literal('hotfixes-synced') });
type Rule = z.infer<typeof Rule>;

/** Nothing that is on the production branch is missing from the commit that is judged. */
export const hotfixesSynced: GateKind<Rule> = {
  kind: 'hotfixes-synced',
  summary: 'nothing that is on the production branch is missing from this commit',
  schema: Rule,
  needs: (_rule, { sha }) => [unsynced(sha)],
  evaluate(_rule, { unsynced: answers, subject, policy }) {
    const read = answerTo(answers, unsynced(subject.sha));
    if (!read.ok) return unreadableFinding('hotfixes-synced', 'what production has', read);
    const { production } = policy.branches;
    const missing = read.value;
    if (missing.length === 0) {
      const message = `${short(subject.sha)} has everything that is on ${production}`;
      return {
        verdict: 'pass',
        code: 'hotfixes-synced.synced',
        message,
        evidence: [],
        remedy: null,
        actor: null,
      };
    }
    return {
      verdict: 'fail',
      code: 'hotfixes-synced.missing',
      message: `${short(subject.sha)} lacks ${missing.length === 1 ? 'one change' : `${missing.length} changes`} of ${production}: ${missing.map((change) => change.subject).join('; ')}`,
      evidence: missing.map((change) => ({ what: change.subject, sha: change.sha })),
      remedy: 'run: rel sync-hotfix, and tag the next candidate',
      actor: 'rte',
    };
  },
};

const unsynced = (sha: string): FactRequest => ({ kind: 'unsynced', sha });
