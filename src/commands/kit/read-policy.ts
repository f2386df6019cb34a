import { found, RelError, unreadable } from '../../domain/errors.ts';
import { lookAround, nothingAtHand } from '../../facts/policy/look.ts';
import type { Judged } from '../../facts/policy/warnings.ts';
import { type PolicySource, remotePolicy } from '../../facts/remote-policy.ts';
import { type RemoteReading, readRemote } from '../../git/remote.ts';
import { openRepository, type Repository } from '../../git/repository.ts';
import type { PolicyFacts } from '../../policy/never/facts.ts';
import type { Invocation } from './command.ts';
import { connect } from './connect.ts';
import { chosenRemote } from './remote.ts';
import { readLocalPolicy } from './session.ts';

/** The remote as it was read, and the repository beside it. */
export interface Reading extends RemoteReading {
  readonly repo: Repository;
  /** Its name. */
  readonly remote: string;
}

/** The policy of a file, or of the remote where none is named: then with the remote beside it, which was read for it. */
export async function readPolicy(
  invocation: Invocation,
  file: string | undefined,
): Promise<{ readonly source: PolicySource; readonly reading: Reading | null }> {
  if (file !== undefined) return { source: readLocalPolicy(invocation, file), reading: null };
  const reading = await readOrigin(invocation);
  return { source: await remotePolicy(reading.repo, reading.remote, reading.refs, reading.head), reading };
}

async function readOrigin(invocation: Invocation): Promise<Reading> {
  const repo = await openRepository(invocation.globals.dir);
  const remote = await chosenRemote(invocation, repo);
  return { repo, remote, ...(await readRemote(repo, remote)) };
}

/** What there is for the policies to ask for; where the remote or GitHub cannot be had, a check is none the less one. */
export async function lookForPolicies(
  invocation: Invocation,
  { policy }: PolicySource,
  known: Reading | null,
  judged: readonly Judged[],
): Promise<readonly PolicyFacts[]> {
  const policies = judged.map((one) => one.policy);
  const now = Date.now();
  const reading = known ?? (await unlessTrouble(() => readOrigin(invocation)));
  if (typeof reading === 'string') return policies.map((one) => nothingAtHand(one, reading, now));
  const connected = await unlessTrouble(() => connect(invocation, reading.url, policy));
  const github =
    typeof connected === 'string'
      ? unreadable(connected)
      : connected === null
        ? unreadable(`${reading.remote} is not on GitHub, and the policy names no repository`)
        : found(connected);
  return lookAround({ ...reading, github, now }, policies);
}

/** What comes of it, or in words why nothing does. */
async function unlessTrouble<T>(go: () => Promise<T>): Promise<T | string> {
  try {
    return await go();
  } catch (error) {
    if (error instanceof RelError) return error.message;
    throw error;
  }
}
