import { describe, expect, test } from 'vitest';
import { forecastWithNeeds } from '../../../src/facts/picks/forecast-needs.ts';
import { forecastPicks } from '../../../src/facts/picks/forecast-picks.ts';
import { inLandingOrder } from '../../../src/facts/sources/sources.ts';
import type { Source } from '../../../src/plans/picks/forecast.ts';
import {
  changeName,
  letThrough,
  type TakenPrerequisites,
} from '../../../src/plans/picks/taken-prerequisites.ts';
import { editedLine, startingFiles } from '../../support/edited-lines.ts';
import { committer, world as history } from '../../support/git-world.ts';
import { worldOf } from '../../support/world.ts';

interface Story {
  readonly devel: readonly string[];
  readonly rc?: readonly string[];
  /** The commits asked for, by their one-letter names. */
  readonly ask: string;
  /** Those that the gates refuse. */
  readonly refuse?: string;
  readonly only?: 'said';
}

/** Each commit's letter and what comes of it; what it needs, and what it was taken for; and how often all was tried. */
async function forecast({ devel, rc = [], ask, refuse = '', only }: Story): Promise<string> {
  const files = startingFiles('f', 'g');
  const root = editedLine(['root'], '', files).commits.map((commit) => ({ ...commit, parents: [] }));
  const lines = [devel, rc].flatMap((line) => editedLine(line, 'root', files).commits);
  const { repo, sha } = await history([...root, ...lines]);
  const last = (line: readonly string[]) => sha(line.at(-1)?.split(' ')[0] ?? 'root');
  const world = worldOf(repo, { devel: last(devel), rc: last(rc) }, null);
  const letter = (one: string) => lines.find(({ name }) => sha(name) === one)?.name ?? '';
  let tries = 0;
  const attempt = async (taken: TakenPrerequisites) => {
    tries += 1;
    const shas = new Set([...[...ask].map(sha), ...taken.keys()]);
    const refusal = { reason: 'nobody approved it', remedy: 'ask qa' };
    const named = [...shas].map((one): Source => {
      return { pr: null, sha: one, mainline: null, refused: refuse.includes(letter(one)) ? refusal : null };
    });
    const { sources, refusals } = letThrough(await inLandingOrder(world, named), taken);
    const forecasts = await forecastPicks(repo, { tip: last(rc), sources, committer });
    return { onto: last(rc), forecasts, refusals, warnings: [] };
  };
  const told = await forecastWithNeeds(world, { withPrerequisites: only !== 'said', committer }, attempt);
  const rows = told.forecasts.map((f) => {
    const needs = 'needs' in f ? f.needs?.commits.map((one) => letter(one.sha)).join('') : undefined;
    const by = f.source.neededBy?.map((one) => letter(changeName(one))).join('');
    const outcome = f.outcome === 'picked' ? '' : ` ${f.outcome}`;
    return `${letter(f.source.sha)}${by ? `<${by}` : ''}${outcome}${needs === undefined ? '' : `>${needs}`}`;
  });
  return `${rows.join(', ')} (${tries})`;
}

describe('picks with what they need first', () => {
  test.each<[string, Story, string]>([
    ['nothing where nothing conflicts', { devel: ['A f3', 'S g3'], ask: 'S' }, 'S (1)'],
    ['one', { devel: ['A f3', 'S f3'], ask: 'S' }, 'A<S, S (2)'],
    ['only said', { devel: ['A f3', 'S f3'], ask: 'S', only: 'said' }, 'S conflict>A (1)'],
    [
      'each conflict says its own',
      { devel: ['A f3', 'B g3', 'S f3', 'T g3'], ask: 'ST', only: 'said' },
      'S conflict>A, T conflict>B (1)',
    ],
    ['what helps two is taken once', { devel: ['A f3 g3', 'S f3', 'T g3'], ask: 'ST' }, 'A<S, S, T (2)'],
    ['two for two', { devel: ['A f3', 'B g3', 'S f3', 'T g3'], ask: 'ST' }, 'A<S, B<T, S, T (3)'],
    ['what was asked for helps, too', { devel: ['A f3', 'S f3', 'T f3'], ask: 'ST' }, 'A<S, S, T (2)'],
    [
      'nothing for what nothing helps, and the rest all the same',
      { devel: ['A f3', 'S f3', 'T g3'], rc: ['X g3'], ask: 'ST' },
      'A<S, S, T conflict> (3)',
    ],
    [
      'one that is refused, and what needs it with it',
      { devel: ['A f3', 'B g3', 'S f3', 'T g3'], ask: 'ST', refuse: 'A' },
      'A<S refused, B<T, S refused>A, T (3)',
    ],
    [
      'one that was asked for and is refused',
      { devel: ['A f3', 'S f3'], ask: 'AS', refuse: 'A' },
      'A<S refused, S refused>A (2)',
    ],
    [
      'what is refused by itself is not tried',
      { devel: ['A f3', 'S f3'], ask: 'S', refuse: 'S' },
      'S refused (1)',
    ],
  ])('%s', async (_, story, expected) => {
    expect(await forecast(story)).toBe(expected);
  });

  test('it is looked for in ten conflicting changes at most', async () => {
    const places = ['f', 'g'].flatMap((file) => [2, 6, 10, 14, 18, 22].map((line) => `${file}${line}`));
    const pairs = places.slice(0, 11).map((place, at) => ({ place, letter: 'abcdefghijk'.charAt(at) }));
    const devel = pairs.flatMap(({ place, letter }) => [
      `${letter.toUpperCase()} ${place}`,
      `${letter} ${place}`,
    ]);
    const told = await forecast({ devel, ask: 'abcdefghijk', only: 'said' });
    expect(told).toMatch(/^a conflict>A, .*, j conflict>J, k conflict \(1\)$/);
  });
});
