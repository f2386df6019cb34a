import type { Run } from '../../support/rig.ts';
import type { Fault, Ordered } from './proxy.ts';
import type { Place, Prepared } from './world.ts';

/** What came of the faults of a situation. */
export interface Tally {
  readonly tried: number;
  /** How often a run was gone on with, by `rel continue` or by the same command. */
  readonly goneOn: number;
  readonly problems: readonly string[];
}

/** A run that nothing befell: what it asked, how it ended, and what the world was like before and after. */
interface Reference {
  readonly labels: readonly string[];
  readonly exit: number;
  readonly stdout: string;
  readonly before: string;
  readonly after: string;
}

/** One fault, and the environment of the run that it befalls. */
export interface Trial extends Ordered {
  readonly kind: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Every one of these requests with every one of these kinds; each stays until the run is over. */
export const each = (labels: readonly string[], kinds: Readonly<Record<string, Fault>>): Trial[] =>
  labels.flatMap((label) =>
    Object.entries(kinds).map(([kind, fault]) => ({ label, kind, fault, stays: true })),
  );

export async function reference(prepared: Prepared): Promise<Reference> {
  return prepared.onCopy(undefined, async (place) => {
    const before = place.state();
    const { exit, stdout } = await place.run(prepared.situation.command);
    return { labels: [...place.line.asked], exit, stdout, before, after: place.state() };
  });
}

/**
 * Runs the command once a trial, on a fresh copy; then, with the line well again, what its message says. Nothing must be
 * done twice or half, and nothing told that did not happen.
 */
export async function tryAll(prepared: Prepared, known: Reference, trials: readonly Trial[]): Promise<Tally> {
  const problems: string[] = [];
  let goneOn = 0;
  for (const [index, trial] of trials.entries()) {
    await prepared.onCopy(trial, async (place) => {
      const { command, name } = prepared.situation;
      const run = await place.run(command, trial.env);
      const after = await goOn(place, command, known, { run, again: index % 8 === 0 });
      goneOn += after.goneOn;
      const said = `exit ${run.exit}: ${run.stderr.trim()}`;
      for (const problem of [...wrongWith(run, place), ...after.problems])
        problems.push(`${name}, ${trial.label}, ${trial.kind}: ${problem}\n${said}`);
    });
  }
  return { tried: trials.length, goneOn, problems };
}

/** What no run may say or end with, whatever befalls it. */
function wrongWith({ exit, stdout, stderr }: Run, place: Place): string[] {
  const bug = /\n {4}at |Cannot read|not a function|not iterable|\bundefined\b|\[object|unexpected:/;
  return [
    ...(place.line.befallen() === 0 ? ['the fault befell nothing'] : []),
    // 5: to git a page of HTML in place of the list it pushes by is a remote whose refs have moved.
    ...([0, 3, 5, 6].includes(exit) ? [] : ['ended otherwise than the contract says']),
    ...(bug.test(stderr) ? ['words of a bug'] : []),
    ...(/sandbox:\w/.test(stdout + stderr) ? ['shows the token'] : []),
    ...(exit === 6 && !/\n {2}next: \S/.test(stderr) ? ['names no next command'] : []),
  ];
}

async function goOn(
  place: Place,
  command: string,
  known: Reference,
  { run, again }: { readonly run: Run; readonly again: boolean },
): Promise<{ goneOn: number; problems: string[] }> {
  place.line.mend();
  const problems: string[] = [];
  const resumes = place.isPending();
  if (resumes && run.exit !== 6) problems.push('is pending, and does not say so');
  if (resumes && !/rel continue/.test(run.stderr)) problems.push('does not name rel continue');
  if (!resumes && run.exit !== 0) {
    if (place.state() !== known.before) problems.push('has changed something, and tells nobody');
    // From the very state of before the same command does the very same; some are tried all the same.
    if (!again) return { goneOn: 0, problems };
  }
  if (!resumes && run.exit === 0) {
    if (place.state() !== known.after) problems.push('ended well elsewhere');
    if (run.stdout !== known.stdout) problems.push(`tells otherwise:\n${run.stdout}`);
    return { goneOn: 0, problems };
  }
  const more = await place.run(resumes ? 'continue' : command);
  if (more.exit !== (resumes ? 0 : known.exit)) problems.push(`then ${more.exit}: ${more.stderr}`);
  if (place.state() !== known.after) problems.push('came to another end');
  return { goneOn: 1, problems };
}
