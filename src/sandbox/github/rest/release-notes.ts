import * as z from 'zod';
import { ok, repoWeb, type World } from './ask.ts';
import { isPull } from './pull-lookup.ts';
import { found, invalid } from './refuse.ts';
import { type Route, takes } from './route.ts';

const Question = z.strictObject({
  tag_name: z.string(),
  target_commitish: z.string().optional(),
  previous_tag_name: z.string().optional(),
});

/** The notes GitHub writes: every PR that landed between two tags, and a link to the comparison. Saves nothing. */
export async function notesFor(world: World, tag: string, target: string, previous: string | null) {
  const { origin, state } = world;
  const head = found(await origin.resolve(state.seenRefs[`refs/tags/${tag}`] ?? target));
  const before = previous ?? (await lastTag(world, head, tag));
  const from = before === null ? null : await origin.resolve(`refs/tags/${before}`);
  if (before !== null && from === null)
    throw invalid({ resource: 'Release', code: 'invalid', field: 'previous_tag_name' });
  const range = from === null ? head : `${from}..${head}`;
  const shas = new Set((await origin.git(['rev-list', range])).split('\n'));
  const lines = state.issues
    .filter(isPull)
    .filter(({ pull }) => pull.merged !== null && shas.has(pull.merged.sha))
    .sort((one, other) => (one.pull.merged?.at ?? '').localeCompare(other.pull.merged?.at ?? ''))
    .map(
      (item) => `* ${item.title} by @${item.author ?? 'ghost'} in ${repoWeb(world)}/pull/${item.number}\n`,
    );
  const heading = lines.length > 0 ? `## What's Changed\n${lines.join('')}\n\n` : '';
  const link = before === null ? `commits/${tag}` : `compare/${before}...${tag}`;
  return { name: tag, body: `${heading}**Full Changelog**: ${repoWeb(world)}/${link}` };
}

async function lastTag({ origin }: World, head: string, tag: string): Promise<string | null> {
  const described = await origin.run(['describe', '--tags', '--abbrev=0', `--exclude=${tag}`, head]);
  return described.code === 0 ? described.stdout.toString().trim() : null;
}

/** Generated release notes. */
export const routes: readonly Route[] = [
  takes(
    'POST /repos/{owner}/{repo}/releases/generate-notes',
    { needs: 'write', permission: 'contents=write' },
    Question,
    async (ask, body) => {
      const target = body.target_commitish ?? ask.state.defaultBranch;
      return ok(await notesFor(ask, body.tag_name, target, body.previous_tag_name ?? null));
    },
  ),
];
