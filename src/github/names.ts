import { found, type Read, unreadable } from '../domain/errors.ts';
import { askOne } from './aliased.ts';
import type { Line } from './ask.ts';
import type { NamesInUse } from './forms.ts';
import { readMilestones } from './milestones.ts';
import { everyPage } from './pages.ts';
import { type RepositoryLabels, repositoryLabels } from './queries/labels.ts';

/** See `GitHub.namesInUse`. Both lists are asked for at once. */
export async function readNamesInUse(line: Line): Promise<Read<NamesInUse>> {
  const [labels, milestones] = await Promise.all([readLabels(line), readMilestones(line)]);
  if (!labels.ok) return labels;
  if (!milestones.ok) return milestones;
  return found({
    labels: labels.value.map(({ name }) => name),
    milestones: milestones.value.map(({ title }) => title),
  });
}

const readLabels = (line: Line) =>
  everyPage((after) =>
    askOne<string | null, RepositoryLabels>(line, after, {
      fields: repositoryLabels,
      what: () => 'list the labels',
      needs: 'issues: read',
      missing: () => unreadable('GitHub shows no labels'),
    }),
  );
