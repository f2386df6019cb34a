import { type Command, Option } from 'commander';
import * as z from 'zod';
import { RelError } from '../domain/errors.ts';
import { type Sha, short } from '../domain/git.ts';
import { fillPattern, isVersion } from '../domain/pattern.ts';
import { CutResult } from '../domain/results.ts';
import { releaseTitle } from '../domain/train-name.ts';
import { changesReader } from '../facts/changes.ts';
import { judgeForRecord } from '../facts/gates/record-judgements.ts';
import { candidatesGiven } from '../facts/ledger/candidates-given.ts';
import { notesText } from '../facts/notes/notes-text.ts';
import { prepareTag } from '../facts/objects.ts';
import { versionToCut } from '../facts/version-to-cut.ts';
import type { World } from '../facts/world.ts';
import { isAncestor } from '../git/history.ts';
import { resolveCommit } from '../git/objects.ts';
import { planCut } from '../plans/cut.ts';
import { nextCandidate } from '../plans/tag-rc.ts';
import { cutText } from '../view/cut.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { operate } from './kit/operate.ts';
import { type Operation, requestOf } from './kit/operation.ts';
import { preparedOf } from './kit/prepared.ts';

export const result = CutResult;

const Input = z.object({
  version: z.string().optional(),
  type: z.enum(['major', 'minor', 'patch']).optional(),
  from: z.string().optional(),
});
type Input = z.infer<typeof Input>;

export function configure(command: Command): void {
  command
    .argument('[version]', 'the version, for example 1.8.0; left out: the next one, by the labels of its PRs')
    .option('--from <sha>', 'cut at this commit of the develop branch instead of its tip')
    .addOption(
      new Option('--type <type>', 'what the next version is, whatever the labels say').choices([
        'major',
        'minor',
        'patch',
      ]),
    );
  examples(command, [
    'rel cut-rc --dry-run',
    'rel cut-rc 1.8.0',
    'rel cut-rc --type major --from 3f2a1b0c4d',
  ]);
}

export const operation: Operation<Input> = {
  name: 'cut-rc',
  input: Input,
  begins: true,
  async prepare(world, input, stamp) {
    const { policy } = world;
    const sha = await startOf(world, input.from);
    const { version, suggested, warnings } = await versionToCut(world, input, sha);
    const branch = fillPattern(policy.branches.rc, { version });
    const n = nextCandidate({ candidates: [] }, await candidatesGiven(world, version));
    const tag = await prepareTag(world, {
      target: branch,
      name: fillPattern(policy.tags.candidate, { version, n }),
      object: sha,
      tagger: stamp.committer,
      message: `Candidate ${n} of ${releaseTitle(policy.product, version)}\n`,
    });
    const changes = changesReader(world, version, sha);
    const known = isVersion(version) && !world.trains.some((t) => t.branch === branch);
    const judgement = known
      ? await judgeForRecord(world, { stage: 'cut', version, sha, changes }, Date.now())
      : null;
    const notes =
      judgement?.passed === true && world.github !== null
        ? await notesText(world, { version, sha, ref: tag.name, date: null })
        : null;
    const planned = planCut({
      stamp,
      // A local name would mean something else in another clone, or tomorrow.
      request: requestOf(operation, {
        ...input,
        version,
        ...(input.from === undefined ? {} : { from: sha }),
      }),
      judgements: judgement === null ? [] : [judgement],
      policy,
      version,
      sha,
      chosen: input.from !== undefined,
      refs: world.refs,
      trains: world.trains,
      released: world.released.map((r) => r.version),
      tag,
      notes: notes?.text,
      github: world.github !== null,
    });
    const existing = world.trains.find((t) => t.branch === branch);
    const base = {
      version,
      branch,
      sha: existing?.tip ?? sha,
      tag: existing?.candidates.at(-1)?.tag ?? tag.name,
    };
    const resultOf = (done: boolean): CutResult => ({ ...base, done, judgement, suggested });
    return preparedOf({
      planned,
      warnings: planned.kind === 'plan' ? [...warnings, ...(notes?.warnings ?? [])] : [],
      judgements: judgement === null ? [] : [judgement],
      result: resultOf,
      text: (done, paint) => cutText(resultOf(done), planned, paint),
    });
  },
};

export function run(invocation: Invocation): Promise<Report> {
  const [version] = invocation.args;
  const { type, from } = invocation.options;
  const given = { ...(version === undefined ? {} : { version }), ...(from === undefined ? {} : { from }) };
  return operate(invocation, operation, Input.parse({ ...given, ...(type === undefined ? {} : { type }) }));
}

/** The commit to cut at: the develop branch's tip, or one on it. */
async function startOf({ repo, develop }: World, from: string | undefined): Promise<Sha> {
  if (from === undefined) return develop.sha;
  const sha = await resolveCommit(repo, from);
  if (sha !== null && (await isAncestor(repo, sha, develop.sha))) return sha;
  throw new RelError({
    code: 'unknown-commit',
    message:
      sha === null
        ? `there is no commit \`${from}\``
        : `\`${from}\` (${short(sha)}) is not on ${develop.branch}`,
    why: `an RC is cut from ${develop.branch}, where its changes were reviewed`,
    remedy: `run: git log origin/${develop.branch}, to choose one of its commits`,
  });
}
