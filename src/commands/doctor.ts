import type { Command } from 'commander';
import { pendingNotice } from '../apply/operation.ts';
import { DoctorResult } from '../domain/doctor.ts';
import { RelError } from '../domain/errors.ts';
import type { Policy } from '../domain/policy.ts';
import { lookAtAll } from '../facts/doctor/look.ts';
import { openRepository } from '../git/repository.ts';
import { diagnose, doctorTrouble, oldGit } from '../plans/doctor/diagnose.ts';
import { loadPolicy } from '../policy/load.ts';
import { doctorText } from '../view/doctor.ts';
import { examples, type Invocation, type Report } from './kit/command.ts';
import { connect } from './kit/connect.ts';
import { readLocalPolicy } from './kit/session.ts';

export const result = DoctorResult;

export function configure(command: Command): void {
  command.addHelpText(
    'after',
    '\nReads only. Exit 0: nothing stops a release (warnings are allowed); 3: something would;\n6: the remote or GitHub did not answer, and the rest was looked at.',
  );
  examples(command, ['rel doctor', 'rel doctor --json', 'rel doctor --policy .releaserc.yaml']);
}

export async function run(invocation: Invocation): Promise<Report> {
  const found = await diagnosed(invocation);
  return { result: found, trouble: doctorTrouble(found), text: (paint) => doctorText(found, paint) };
}

async function diagnosed(invocation: Invocation): Promise<DoctorResult> {
  const { globals, io } = invocation;
  try {
    const repo = await openRepository(globals.dir);
    const facts = await lookAtAll({
      ...{ repo, now: Date.now, node: process.versions.node, pending: pendingNotice(repo) },
      inActions: io.env.GITHUB_ACTIONS === 'true',
      localPolicy: globals.policy === undefined ? null : readLocalPolicy(invocation, globals.policy),
      plainPolicy: plainPolicy(),
      connect: (url, policy) => connect(invocation, url, policy),
    });
    return diagnose(facts);
  } catch (error) {
    if (error instanceof RelError && error.code === 'git-too-old') return oldGit(error.trouble);
    throw error;
  }
}

/** Where there is no policy, GitHub is looked for as if there were one that says nothing. */
function plainPolicy(): Policy {
  const loaded = loadPolicy('version: 1\n', 'the defaults');
  if (!loaded.ok) throw new Error('the defaults are no policy');
  return loaded.policy;
}
