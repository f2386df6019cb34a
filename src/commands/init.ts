import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import * as z from 'zod';
import { RelError } from '../domain/errors.ts';
import type { RemoteRefs } from '../domain/git.ts';
import { readNamedFile } from '../facts/named-file.ts';
import { problemLine } from '../facts/policy-trouble.ts';
import { writeNamedFile } from '../facts/written-file.ts';
import { readRemote } from '../git/remote.ts';
import { openRepository } from '../git/repository.ts';
import { slugFromUrl } from '../github/slug.ts';
import { loadPolicy } from '../policy/load.ts';
import { starterPolicy } from '../policy/starter.ts';
import { collect, examples, type Invocation, type Report } from './kit/command.ts';
import { confirm } from './kit/confirm.ts';
import { chosenRemote } from './kit/remote.ts';

export const result = z.strictObject({
  file: z.string(),
  written: z.boolean(),
  develop: z.string(),
  production: z.string(),
  repository: z.string().nullable(),
});

export function configure(command: Command): void {
  command
    .option('--develop <branch>', 'the branch features are merged into; left out: found on the remote')
    .option('--production <branch>', 'the branch that holds what is released; left out: found on the remote')
    .option('--qa <login>', 'who approves fixes: a login, or ORG/TEAM; may be repeated', collect)
    .option('--check <name>', 'a check that must be green before a release; may be repeated', collect);
  examples(command, ['rel init', 'rel init --yes --qa quinn --check build']);
}

export async function run(invocation: Invocation): Promise<Report> {
  const { globals, options, io } = invocation;
  const repo = await openRepository(globals.dir);
  const top = (await repo.run(['rev-parse', '--show-toplevel'])).stdout.replace(/\n$/, '');
  const file = policyFile(top);
  const { url, refs, head } = await readRemote(repo, await chosenRemote(invocation, repo));
  const develop = named(options.develop) ?? firstBranch(refs, ['devel', 'develop', 'dev']) ?? shortHead(head);
  const production =
    named(options.production) ?? firstBranch(refs, ['main', 'master'], develop) ?? 'production';
  const slug = slugFromUrl(url);
  const repository = slug === null ? null : `${slug.owner}/${slug.name}`;
  const text = starterPolicy({
    develop,
    production,
    repository,
    ...choicesOf(options),
    releaseTag: releaseTag(refs),
  });
  if (!globals.dryRun) {
    if (!globals.yes && !io.canAsk) throw cannotAsk();
    if (!globals.yes && !(await agreed(invocation, file, text))) throw cancelled();
    writeNamedFile(join(top, file), file, text);
  }
  const loaded = loadPolicy(text, file);
  const found = { file, written: !globals.dryRun, develop, production, repository };
  const next = `git add ${file} && git commit && git push origin ${develop}; then: rel status`;
  return {
    result: found,
    warnings: loaded.ok ? loaded.warnings.map(problemLine) : [],
    text: () =>
      globals.dryRun ? text.trimEnd() : `wrote ${file} (${develop} -> ${production})\nnext: ${next}`,
  };
}

function choicesOf(options: Readonly<Record<string, unknown>>) {
  const { qa, check } = z
    .object({ qa: z.array(z.string()).default([]), check: z.array(z.string()).default([]) })
    .parse(options);
  return {
    qa: { users: qa.filter((name) => !name.includes('/')), teams: qa.filter((name) => name.includes('/')) },
    qaLabel: 'qa-approved',
    bugLabel: 'bug',
    checks: check,
  };
}

/** The form of the release tags there are: `1.2.3` where only such ones exist, else `v1.2.3`. */
function releaseTag(refs: RemoteRefs): string {
  const forms = [...refs.keys()].map((ref) => /^refs\/tags\/(v?)\d+\.\d+\.\d+$/.exec(ref)?.[1]);
  return forms.includes('') && !forms.includes('v') ? '{version}' : 'v{version}';
}

const named = (option: unknown): string | undefined => (typeof option === 'string' ? option : undefined);

const firstBranch = (refs: RemoteRefs, names: readonly string[], except?: string): string | undefined =>
  names.find((name) => name !== except && refs.has(`refs/heads/${name}`));

function shortHead(head: string | null): string {
  if (head !== null) return head.replace('refs/heads/', '');
  throw new RelError({
    code: 'unknown-branch',
    message: 'the remote has no branch to cut RCs from',
    remedy: 'push one, or name it: rel init --develop BRANCH',
  });
}

/** Where the policy goes: beside semantic-release's file of the same name, if that is there. Never over ours. */
function policyFile(top: string): '.releaserc.yaml' | '.rel.yaml' {
  for (const file of ['.rel.yaml', '.releaserc.yaml', '.releaserc.yml', '.releaserc']) {
    if (!existsSync(join(top, file))) continue;
    const loaded = loadPolicy(readNamedFile(join(top, file), file), file);
    if (!loaded.ok && loaded.foreign !== undefined) return '.rel.yaml';
    throw new RelError({
      code: 'already-exists',
      message: `there is a policy already: ${file}`,
      remedy: `run: rel policy check ${file}`,
    });
  }
  return '.releaserc.yaml';
}

async function agreed({ io }: Invocation, file: string, text: string): Promise<boolean> {
  io.err(`${text}\n`);
  return confirm(`Write this to ${file}?`);
}

const cannotAsk = (): RelError =>
  new RelError({
    code: 'usage',
    message: 'there is no terminal to ask on',
    why: 'without a terminal, or with CI set, nothing is ever asked',
    remedy: 'run: rel init --yes (see what it would write with: rel init --dry-run)',
  });

const cancelled = (): RelError =>
  new RelError({ code: 'interrupted', message: 'cancelled; nothing was written', remedy: 'run: rel init' });
