import * as z from 'zod';
import { Sha } from './git.ts';

/** One suite of a test run: cases by how they ended. `seconds` is what the report says it took. */
export const TestSuite = z.object({
  name: z.string(),
  tests: z.number(),
  failed: z.number(),
  skipped: z.number(),
  seconds: z.number(),
});
export type TestSuite = z.infer<typeof TestSuite>;

/** A test run on record, without the thousands of cases that nobody will ask about. */
export const TestResults = z.object({
  sha: Sha,
  suites: z.array(TestSuite),
  /** The cases that failed, `SUITE > CLASS > NAME`; the first thousand of them. */
  failures: z.array(z.string()),
  /** The passed cases that name a PR or issue (`#231`) or are the test of an incident on record. */
  passed: z.array(z.string()),
});
export type TestResults = z.infer<typeof TestResults>;

/** A document of the release as it was recorded. */
export const DocumentRecord = z.object({ sha: Sha, name: z.string(), text: z.string() });

/** Something that went wrong in production, and the test that shows that it does not any more. */
export const IncidentRecord = z.object({
  incident: z.string(),
  title: z.string(),
  url: z.string().optional(),
  /** The name of the regression test, or a part of it that nothing else has. */
  test: z.string().optional(),
});

/** A backup or a state that a deployment could go back to. */
export const SnapshotRecord = z.object({ sha: Sha, name: z.string(), url: z.string().optional() });

/** That a commit was deployed somewhere, and how that went. */
export const DeploymentRecord = z.object({
  sha: Sha,
  environment: z.string(),
  state: z.enum(['deployed', 'healthy', 'failed', 'rolled-back']),
  url: z.string().optional(),
});

/** What may be put on record with `rel record`, by its kind. */
export const recordKinds = ['deployment', 'document', 'incident', 'snapshot', 'test-results'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** A piece of evidence before it is bound to a commit. */
export const Evidence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('test-results'), ...TestResults.omit({ sha: true }).shape }),
  z.object({ kind: z.literal('document'), ...DocumentRecord.omit({ sha: true }).shape }),
  z.object({ kind: z.literal('incident'), ...IncidentRecord.shape }),
  z.object({ kind: z.literal('snapshot'), ...SnapshotRecord.omit({ sha: true }).shape }),
  z.object({ kind: z.literal('deployment'), ...DeploymentRecord.omit({ sha: true }).shape }),
]);
export type Evidence = z.infer<typeof Evidence>;

/** The evidence in a few words, for whoever put it on record. */
export function evidenceWords(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'test-results': {
      const of = (field: 'tests' | 'failed') => evidence.suites.reduce((all, suite) => all + suite[field], 0);
      return `${evidence.suites.map((suite) => suite.name).join(', ')}: ${of('tests')} tests, ${of('failed')} failed`;
    }
    case 'document':
    case 'snapshot':
      return `${evidence.kind} ${evidence.name}`;
    case 'incident':
      return `incident ${evidence.incident}: ${evidence.title}`;
    case 'deployment':
      return `${evidence.state} on ${evidence.environment}`;
  }
}
