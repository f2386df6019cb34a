import { basename, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import * as z from 'zod';
import { RelError } from '../domain/errors.ts';
import { RecordResult } from '../domain/record-results.ts';
import {
  DeploymentRecord,
  Evidence,
  evidenceWords,
  type RecordKind,
  recordKinds,
} from '../domain/records.ts';
import { findTrain } from '../facts/find-train.ts';
import { documentText, recordedRun, testRun } from '../facts/gates/evidence.ts';
import { holdsOneOf } from '../facts/gates/role-holders.ts';
import { versionEntries } from '../facts/ledger/entries.ts';
import { documentRoles, planRecord } from '../plans/records/record.ts';
import { recordText } from '../view/record.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { operate } from './kit/operate.ts';
import { type Operation, requestOf } from './kit/operation.ts';
import { preparedOf } from './kit/prepared.ts';

export const result = RecordResult;

const Input = z.object({ version: z.string().optional(), evidence: Evidence });
type Input = z.infer<typeof Input>;

export function configure(command: Command): void {
  command
    .argument('<kind>', recordKinds.join(', '))
    .argument(
      '[version-or-file...]',
      'the train, where several are live; and the file, where the kind has one',
    )
    .option('--suite <name>', 'test-results: one suite of this name, whatever the report calls its own')
    .option(
      '--name <name>',
      'document, snapshot: what to call it (a document: its file name without the ending)',
    )
    .option('--id <id>', 'incident: what it is called where it was reported')
    .option('--title <text>', 'incident: what happened')
    .option('--test <name>', 'incident: the regression test that covers it')
    .option('--environment <name>', 'deployment: where')
    .addOption(
      new Option('--state <state>', 'deployment: how it went').choices(DeploymentRecord.shape.state.options),
    )
    .option('--url <url>', 'where to read more');
  examples(command, [
    'rel record test-results junit.xml --suite regression',
    'rel record document release-notes.md',
    'rel record incident --id INC-7 --title "Paid twice" --test "charges once"',
    'rel record deployment 1.8 --environment production --state healthy',
  ]);
}

export const operation: Operation<Input> = {
  name: 'record',
  input: Input,
  async prepare(world, input, stamp) {
    const train = findTrain(world, input.version, `rel record ${input.evidence.kind}`);
    const { version } = train;
    const records = await versionEntries(world, version);
    const { evidence } = input;
    const sha = train.candidates.at(-1)?.commit ?? train.tip;
    const body = evidence.kind === 'test-results' ? recordedRun(evidence, records) : evidence;
    const roles = evidence.kind === 'document' ? documentRoles(world.policy, evidence.name) : [];
    const planned = planRecord({
      stamp,
      request: requestOf(operation, { ...input, version }),
      judgements: [],
      policy: world.policy,
      version,
      by: roles.length === 0 ? null : { roles, holds: await holdsOneOf(world, stamp.actor.login, roles) },
      evidence: body.kind === 'incident' ? body : { ...body, sha },
      records,
    });
    const at = evidence.kind === 'incident' ? null : sha;
    const resultOf = (done: boolean): RecordResult => ({ version, kind: evidence.kind, sha: at, done });
    return preparedOf({
      planned,
      result: resultOf,
      text: (done, paint) => recordText(resultOf(done), evidenceWords(evidence), planned, paint),
    });
  },
};

export async function run(invocation: Invocation): Promise<Report> {
  const [kind, ...rest] = invocation.args;
  const known = recordKinds.find((word) => word === kind);
  if (known === undefined) throw unknownKind(kind ?? '');
  const { version, file } = sorted(known, rest);
  const evidence = await evidenceOf(known, file, invocation);
  return operate(invocation, operation, version === undefined ? { evidence } : { version, evidence });
}

const withFile: readonly RecordKind[] = ['document', 'test-results'];

/** Which argument is the version and which the file: a kind without a file has none, else the last one is it. */
function sorted(kind: RecordKind, rest: readonly string[]): { version?: string; file?: string } {
  const expected = withFile.includes(kind) ? 2 : 1;
  if (rest.length > expected) throw usage(`too many arguments: ${rest.join(' ')}`, kind);
  const [one, two] = rest;
  if (expected === 1) return one === undefined ? {} : { version: one };
  if (one === undefined) throw usage(`\`rel record ${kind}\` needs a file`, kind);
  if (two === undefined) return { file: one };
  // Either order: what looks like a version is one.
  return /^v?\d+(\.\d+)*$/.test(two) ? { version: two, file: one } : { version: one, file: two };
}

async function evidenceOf(
  kind: RecordKind,
  file: string | undefined,
  { options, globals }: Invocation,
): Promise<Evidence> {
  const text = (name: string): string | undefined =>
    options[name] === undefined ? undefined : String(options[name]);
  const path = resolve(globals.dir, file ?? '');
  const fields = { ...options, ...(text('id') === undefined ? {} : { incident: text('id') }) };
  const body = (await fileFields(kind, path, file ?? '', text)) ?? fields;
  const parsed = Evidence.safeParse({ kind, ...body });
  if (parsed.success) return parsed.data;
  const missing = parsed.error.issues.map(
    (issue) => `--${String(issue.path[0]) === 'incident' ? 'id' : String(issue.path[0])}`,
  );
  throw usage(`\`rel record ${kind}\` needs ${[...new Set(missing)].join(', ')}`, kind);
}

async function fileFields(
  kind: RecordKind,
  path: string,
  shown: string,
  text: (name: string) => string | undefined,
): Promise<Record<string, unknown> | null> {
  if (kind === 'test-results') return { ...(await testRun(path, shown, text('suite') ?? null)) };
  if (kind !== 'document') return null;
  return { name: text('name') ?? basename(shown).replace(/\.[^.]+$/, ''), text: documentText(path, shown) };
}

const usage = (message: string, kind: string): RelError =>
  new RelError({ code: 'usage', message, remedy: `run: rel record --help (kind ${kind})` });

const unknownKind = (kind: string): RelError =>
  new RelError({
    code: 'usage',
    message: `there is no kind of record \`${kind}\``,
    why: `kinds: ${recordKinds.join(', ')}`,
    remedy: 'run: rel record --help',
  });
