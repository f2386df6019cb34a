import type { Command } from 'commander';
import * as z from 'zod';
import { fillPattern } from '../domain/pattern.ts';
import { TagResult } from '../domain/results.ts';
import { releaseTitle } from '../domain/train-name.ts';
import { changesReader } from '../facts/changes.ts';
import { findTrain } from '../facts/find-train.ts';
import { judgeForRecord } from '../facts/gates/record-judgements.ts';
import { readHold } from '../facts/hold.ts';
import { candidatesGiven } from '../facts/ledger/candidates-given.ts';
import { versionEntries } from '../facts/ledger/entries.ts';
import { notesText } from '../facts/notes/notes-text.ts';
import { prepareTag } from '../facts/objects.ts';
import { isEmptyHotfix } from '../facts/since-release.ts';
import { unlessOnHold } from '../plans/on-hold.ts';
import { candidateAtTip, nextCandidate, planTag } from '../plans/tag-rc.ts';
import { tagText } from '../view/tag.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { operate } from './kit/operate.ts';
import { type Operation, requestOf } from './kit/operation.ts';
import { preparedOf } from './kit/prepared.ts';

export const result = TagResult;

const Input = z.object({ version: z.string().optional() });
type Input = z.infer<typeof Input>;

export function configure(command: Command): void {
  command.argument('[version]', 'the train; may be left out when only one is live');
  examples(command, ['rel tag-rc', 'rel tag-rc 1.8.0 --dry-run']);
}

export const operation: Operation<Input> = {
  name: 'tag-rc',
  input: Input,
  async prepare(world, input, stamp) {
    const train = findTrain(world, input.version, 'rel tag-rc');
    const { version, tip, branch } = train;
    const n = nextCandidate(train, await candidatesGiven(world, version));
    const tag = await prepareTag(world, {
      target: branch,
      name: fillPattern(world.policy.tags.candidate, { version, n }),
      object: tip,
      tagger: stamp.committer,
      message: `Candidate ${n} of ${releaseTitle(world.policy.product, version)}\n`,
    });
    const changes = changesReader(world, version, tip);
    const tagged = candidateAtTip(train);
    const entries = tagged === null ? [] : await versionEntries(world, version);
    const recorded = entries.some(
      (entry) => (entry.kind === 'candidate' || entry.kind === 'cut') && entry.sha === tip,
    );
    const judgement =
      tagged !== null && (recorded || train.released !== null)
        ? null
        : await judgeForRecord(world, { stage: 'candidate', version, sha: tip, changes }, Date.now());
    const notes =
      judgement?.passed === true && train.released === null && world.github !== null
        ? await notesText(world, { version, sha: tip, ref: tagged?.tag ?? tag.name, date: null })
        : null;
    const asPlanned = planTag({
      stamp,
      request: requestOf(operation, { version }),
      judgements: judgement === null ? [] : [judgement],
      policy: world.policy,
      train,
      recorded,
      empty: await isEmptyHotfix(world, train),
      notes: notes?.text,
      tag,
    });
    const planned = unlessOnHold(version, await readHold(world, train), asPlanned);
    const name = tagged?.tag ?? tag.name;
    const resultOf = (done: boolean): TagResult => ({ version, tag: name, sha: tip, done, judgement });
    return preparedOf({
      planned,
      judgements: judgement === null ? [] : [judgement],
      warnings: notes?.warnings ?? [],
      result: resultOf,
      text: (done, paint) => tagText(resultOf(done), { branch, tagged: tagged !== null }, planned, paint),
    });
  },
};

export function run(invocation: Invocation): Promise<Report> {
  const [version] = invocation.args;
  return operate(invocation, operation, version === undefined ? {} : { version });
}
