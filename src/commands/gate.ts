import { resolve } from 'node:path';
import type { Command } from 'commander';
import { RelError, type Trouble } from '../domain/errors.ts';
import type { Sha } from '../domain/git.ts';
import { holdTrouble } from '../domain/hold.ts';
import { isVersion } from '../domain/pattern.ts';
import { GateResult } from '../domain/results.ts';
import { Stage, stages } from '../domain/verdict.ts';
import { changesReader } from '../facts/changes.ts';
import { findTrain } from '../facts/find-train.ts';
import { judgeStage } from '../facts/gates/judge-stage.ts';
import { readHold } from '../facts/hold.ts';
import { versionToCut } from '../facts/version-to-cut.ts';
import type { World } from '../facts/world.ts';
import { writeNamedFile } from '../facts/written-file.ts';
import { leftOut } from '../gates/judge.ts';
import { gateTrouble } from '../plans/planned.ts';
import { junitXml } from '../view/junit.ts';
import { gateText } from '../view/verdicts.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { openWorld } from './kit/session.ts';

export const result = GateResult;

export function configure(command: Command): void {
  command
    .argument('<stage>', `the stage: ${stages.join(', ')}`)
    .argument('[version]', 'the train; may be left out when only one is live');
  command.option('--junit <file>', 'write the verdicts as a JUnit report, too');
  examples(command, ['rel gate promote', 'rel gate cut 1.9.0 --json']);
}

export async function run(invocation: Invocation): Promise<Report> {
  const [name, version] = invocation.args;
  const stage = Stage.safeParse(name);
  if (!stage.success) throw unknownStage(name ?? '');
  const world = await openWorld(invocation, { changes: false, begins: stage.data === 'cut' });
  const subject = await subjectOf(world, stage.data, version);
  const changes = changesReader(world, subject.version, subject.sha);
  const judgement = await judgeStage(world, { stage: stage.data, ...subject, changes }, Date.now());
  const hold = stage.data === 'cut' ? null : await readHold(world, subject);
  const found: GateResult = {
    ...judgement,
    hold,
    version: subject.version,
    leftOut: leftOut(world.policy.gates[stage.data], subject.version).map(({ id, kind, only = [] }) => {
      return { gate: id, kind, only: [...only] };
    }),
  };
  const { junit } = invocation.options;
  if (junit !== undefined) {
    const path = resolve(invocation.globals.dir, String(junit));
    writeNamedFile(path, String(junit), junitXml(subject.version, judgement));
  }
  const trouble: Trouble | null = judgement.passed
    ? hold && holdTrouble(subject.version, hold, `its ${stage.data} has to wait`)
    : gateTrouble(judgement, `rel gate ${stage.data} ${subject.version}`);
  return {
    result: found,
    trouble,
    warnings: world.source.warnings,
    judgements: [judgement],
    text: (paint) => gateText(found, paint),
  };
}

/** The SHA a stage is judged at: what its command would act on. */
async function subjectOf(
  world: World,
  stage: Stage,
  version: string | undefined,
): Promise<{ version: string; sha: Sha }> {
  if (stage === 'cut') {
    const { sha } = world.develop;
    const cut = version ?? (await versionToCut(world, {}, sha)).version;
    if (isVersion(cut)) return { version: cut, sha };
    throw new RelError({
      code: 'usage',
      message: `\`${cut}\` is not a version`,
      why: 'a version is MAJOR.MINOR.PATCH',
      remedy: 'run: rel gate cut (without a version: the next one)',
    });
  }
  const train = findTrain(world, version, `rel gate ${stage}`);
  const atCandidate = stage !== 'candidate' && stage !== 'pick';
  const sha = atCandidate ? (train.candidates.at(-1)?.commit ?? train.tip) : train.tip;
  return { version: train.version, sha };
}

const unknownStage = (name: string): RelError =>
  new RelError({
    code: 'unknown-stage',
    message: `there is no stage \`${name}\``,
    why: `stages: ${stages.join(', ')}`,
    remedy: 'run: rel gate promote',
  });
