import { short } from '../domain/git.ts';
import type { HandingOver, HandOverTurn } from '../domain/hand-over-results.ts';
import { clean } from './clean.ts';
import type { Paint } from './paint.ts';

/** A release and its hand-over points, a line each; then who has to act. */
export function handingOverText(release: HandingOver, paint: Paint): string {
  const { product, version, tag, sha, points, actors } = release;
  const name = product === undefined ? version : `${product} ${version}`;
  const done = points.every(({ state }) => state === 'accepted');
  const state = done ? paint.good('handed over') : paint.doubtful('not handed over');
  return [
    `${paint.strong(name)}  ${clean(tag)} at ${short(sha)}; released, ${state}`,
    ...pointLines(points, paint),
    ...actors.map(
      ({ who, does }, index) =>
        `${index === 0 ? 'next:' : '     '} ${paint.strong(clean(who))}: ${clean(does)}`,
    ),
  ].join('\n');
}

/** The hand-over points of a train that is live, under a line that says so; nothing where the policy has none. */
export const handOverLines = (points: readonly HandOverTurn[] | undefined, paint: Paint): string[] =>
  points === undefined || points.length === 0 ? [] : ['hand-over:', ...pointLines(points, paint)];

function pointLines(points: readonly HandOverTurn[], paint: Paint): string[] {
  const width = Math.max(...points.map(({ point }) => point.length));
  return points.map(({ point, state, from, to, message }) => {
    const [mark, color] = {
      accepted: ['✓ accepted', paint.good],
      given: ['? given   ', paint.doubtful],
      declined: ['✗ declined', paint.bad],
      ready: ['? ready   ', paint.doubtful],
      waits: ['- waits   ', paint.dim],
      unknown: ['? unknown ', paint.doubtful],
    }[state] as [string, (text: string) => string];
    const who = `${point.padEnd(width)}  ${clean(from)} to ${clean(to)}`;
    const line = `  ${color(mark)} ${who}`;
    if (state === 'accepted' || state === 'ready') return line;
    const said = clean(message);
    return `  ${mark} ${who}: ${said}`.length > 80
      ? `${line}\n             ${paint.dim(said)}`
      : `${line}: ${paint.dim(said)}`;
  });
}
