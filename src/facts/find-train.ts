import { closedRef } from '../domain/closed-train.ts';
import { RelError } from '../domain/errors.ts';
import type { Train } from '../domain/facts.ts';
import type { World } from './world.ts';

/**
 * The train a version names; without one, the only live train. `1.8` is enough where one version begins so. `command`
 * is what to type before a version where one has to be named: `rel promote`, `rel pick ... --into`.
 *
 * @throws RelError `unknown-version`, `version-needed`; `train-closed` for one that was given up.
 */
export function findTrain(world: World, version: string | undefined, command: string): Train {
  const train = findAnyTrain(world, version, command);
  if (train.closed === true) throw closedTrain(train);
  return train;
}

/** What a train that was given up says to whoever wants to go on with it. */
export const closedTrain = ({ version, branch }: Train): RelError =>
  new RelError({
    code: 'train-closed',
    message: `${version} is closed: it was given up, and nothing goes on with it`,
    why: `${closedRef(branch)} says so`,
    remedy: `run: rel log ${version}, which says why and where its fixes are`,
  });

/** The same for what looks at trains that were given up, too. */
export function findAnyTrain(world: World, version: string | undefined, command: string): Train {
  if (version !== undefined) {
    const train = matchingTrain(world, version);
    if (train !== null) return train;
    throw new RelError({
      code: 'unknown-version',
      message: `there is no train ${version}`,
      why: listed(
        'trains on the remote',
        world.trains.map((t) => t.version),
      ),
      remedy: world.live[0] === undefined ? 'run: rel cut-rc' : 'run: rel status',
    });
  }
  const [only, ...more] = world.live;
  if (only === undefined) {
    throw new RelError({ code: 'version-needed', message: 'no train is live', remedy: 'run: rel cut-rc' });
  }
  if (more.length === 0) return only;
  throw new RelError({
    code: 'version-needed',
    message: 'several trains are live, so the version is needed',
    why: listed(
      'live',
      world.live.map((t) => t.version),
    ),
    remedy: `name one of them: ${withVersion(command, only.version)}`,
  });
}

/** `rel hold 1.8.0 --reason TEXT`: a version stands before a command's options; `--into` wants one behind it. */
const withVersion = (command: string, version: string): string =>
  command.includes(' --') && !command.endsWith(' --into')
    ? command.replace(' --', ` ${version} --`)
    : `${command} ${version}`;

/** The train a version or the beginning of one names without doubt, live ones first; null where there is none. */
export function matchingTrain(world: World, text: string): Train | null {
  const exact = world.trains.find((train) => train.version === text);
  if (exact !== undefined) return exact;
  const begins = (train: Train) => train.version.startsWith(`${text}.`);
  const live = world.live.filter(begins);
  if (live.length === 1) return live[0] ?? null;
  const all = live.length === 0 ? world.trains.filter(begins) : [];
  return all.length === 1 ? (all[0] ?? null) : null;
}

const listed = (what: string, versions: readonly string[]): string =>
  versions.length === 0 ? `${what}: none` : `${what}: ${versions.join(', ')}`;
