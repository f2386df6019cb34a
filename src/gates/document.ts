import * as z from 'zod';
import type { FactRequest, GateFacts } from '../domain/facts.ts';
import { short } from '../domain/git.ts';
import type { LedgerEntry } from '../domain/ledger.ts';
import type { Evidence, Finding } from '../domain/verdict.ts';
import { answerTo, type GateKind, pathField, ruleFields, unreadableFinding } from './gate.ts';
import { missingHeadings } from './headings.ts';
import { holds, roleWords, teamsOf } from './roles.ts';

const Rule = z
  .strictObject({
    ...ruleFields,
    kind: z.literal('document'),
    path: pathField
      .optional()
      .describe('where it stands in the commit that is judged; a file, no symbolic link'),
    name: z.string().min(1).optional().describe('what it was put on record as (`rel record document`)'),
    headings: z
      .array(z.string().min(1))
      .default([])
      .describe('the headings it must have, each with text below it'),
    recordedBy: z
      .string()
      .min(1)
      .optional()
      .describe(
        'the role that puts it on record; without it everybody may, and the release manager is asked to',
      ),
  })
  .refine((rule) => rule.path !== undefined || rule.name !== undefined, 'needs a `path` or a `name`')
  .refine((rule) => rule.recordedBy === undefined || rule.name !== undefined, {
    path: ['recordedBy'],
    message: 'needs a `name`: what stands at a `path` is recorded by nobody',
  });
type Rule = z.infer<typeof Rule>;

/** Where the document was found. */
interface Found {
  readonly text: string;
  readonly evidence: Evidence;
}

/** The document is there, at its path in the commit or on record, and its headings are filled in. */
export const document: GateKind<Rule> = {
  kind: 'document',
  summary: 'the document exists, at a path of this very commit or on record, with its headings filled in',
  schema: Rule,
  needs: (rule, { sha }, policy) => [
    ...(rule.path === undefined ? [] : [fileAt(sha, rule.path)]),
    ...(rule.name === undefined ? [] : [{ kind: 'records' as const }]),
    ...(rule.recordedBy === undefined ? [] : teamsOf(rule.recordedBy, policy)),
  ],
  evaluate(rule, facts) {
    const { subject } = facts;
    const inTree = atPath(rule, facts);
    if (inTree !== null && !inTree.ok) return unreadableFinding('document', rule.path ?? '', inTree);
    const { records } = facts;
    if (inTree?.value == null && rule.name !== undefined && !records.ok)
      return unreadableFinding('document', 'the record', records);
    const found = inTree?.value ?? onRecord(rule, facts);
    if (found === null) return missing(rule, subject.version, short(subject.sha));
    if ('verdict' in found) return found;
    const empty = missingHeadings(found.text, rule.headings);
    if (empty.length === 0) {
      const message = `${found.evidence.what} is there${rule.headings.length === 0 ? '' : ', and every heading is filled in'}`;
      return {
        verdict: 'pass',
        code: 'document.there',
        message,
        evidence: [found.evidence],
        remedy: null,
        actor: null,
      };
    }
    return {
      verdict: 'fail',
      code: 'document.incomplete',
      message: `${found.evidence.what} has nothing under ${empty.map((heading) => `\`${heading}\``).join(', ')}`,
      evidence: [found.evidence],
      remedy:
        rule.name === undefined
          ? `fill it in: ${rule.path}`
          : `fill it in, then: ${command(rule, subject.version)}`,
      actor: recorder(rule),
    };
  },
};

const fileAt = (sha: string, path: string): FactRequest => ({ kind: 'file', sha, path });

function atPath({ path }: Rule, { files, subject }: GateFacts) {
  if (path === undefined) return null;
  const read = answerTo(files, fileAt(subject.sha, path));
  if (!read.ok) return read;
  const evidence = { what: path, sha: subject.sha };
  return { ok: true as const, value: read.value === null ? null : { text: read.value, evidence } };
}

/**
 * The newest of that name by somebody who may record it; one that was recorded for another commit of the version still
 * is the document. A finding where there is none but of others, or where who may could not be read.
 */
function onRecord(rule: Rule, facts: GateFacts): Found | Finding | null {
  const { records, policy, teams } = facts;
  if (!records.ok) return null;
  const all = records.value.flatMap((each) =>
    each.kind === 'document' && each.name === rule.name ? [each] : [],
  );
  for (const entry of all.toReversed()) {
    const { text, actor, at, sha } = entry;
    const found = { text, evidence: { what: `document ${rule.name}`, who: actor.login, when: at, sha } };
    if (rule.recordedBy === undefined) return found;
    const held = holds(actor.login, rule.recordedBy, policy, teams);
    if (held.holds === 'yes') return found;
    if (held.holds === 'unknown') return unreadableFinding('document', `who recorded ${rule.name}`, held);
  }
  const last = all.at(-1);
  return last === undefined ? null : wrongPerson(rule, last, facts);
}

const wrongPerson = (
  rule: Rule,
  { actor, at, sha }: LedgerEntry & { readonly sha: string },
  facts: GateFacts,
): Finding => ({
  verdict: 'fail',
  code: 'document.wrong-person',
  message: `document ${rule.name} was recorded by ${actor.login}, who does not hold the role ${rule.recordedBy}`,
  evidence: [{ what: `document ${rule.name}`, who: actor.login, when: at, sha }],
  remedy: `ask ${roleWords(recorder(rule), facts.policy)} to read it, then to run: ${command(rule, facts.subject.version)}`,
  actor: recorder(rule),
});

const recorder = ({ recordedBy }: Rule): string => recordedBy ?? 'release-manager';

const command = ({ name }: Rule, version: string): string =>
  `rel record document FILE ${version} --name ${name}`;

function missing(rule: Rule, version: string, sha: string): Finding {
  const where = [
    ...(rule.path === undefined ? [] : [`at ${rule.path} in ${sha}`]),
    ...(rule.name === undefined ? [] : [`on record as ${rule.name}`]),
  ].join(', nor ');
  return {
    verdict: 'unknown',
    code: 'document.missing',
    message: `there is no document ${where}`,
    evidence: [],
    remedy:
      rule.name === undefined
        ? `add ${rule.path}, and tag the next candidate`
        : `run: ${command(rule, version)}`,
    actor: recorder(rule),
  };
}
