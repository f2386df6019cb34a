import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RefMove } from '../../src/domain/git.ts';
import type { LedgerEntry } from '../../src/domain/ledger.ts';
import type { Plan, Stamp } from '../../src/domain/plan.ts';
import { writeTag } from '../../src/git/objects.ts';
import { openRepository } from '../../src/git/repository.ts';
import type { GitHub } from '../../src/github/github.ts';
import type { CreateTag } from '../../src/steps/create-tag.ts';
import type { Push } from '../../src/steps/push.ts';
import type { Step } from '../../src/steps/registry.ts';
import type { StepContext } from '../../src/steps/step.ts';
import { buildHistory, emptyRepository, git } from './git-history.ts';

export const committer = { name: 'Rita Rte', email: 'rita@example.com', when: '1750000000 +0200' };

/** The stamp of the nth operation of a test. */
export const stampOf = (nth = 0, login = 'rita'): Stamp => ({
  id: String(nth).padStart(20, '0'),
  at: '2026-11-21T10:00:00.000Z',
  committer,
  actor: { login, source: 'github' },
});

export const planOf = (steps: readonly Step[], stamp = stampOf()): Plan<Step> => ({
  rel: 1,
  stamp,
  request: { command: 'tag-rc', input: {} },
  judgements: [],
  steps,
});

/** A push of these refs for one target, with the ledger's entry that goes with it. */
export function pushStep(target: string, moves: readonly RefMove[], { id, at, actor } = stampOf()): Push {
  const sha = moves[0]?.to ?? '';
  const entry: LedgerEntry = {
    ...{ rel: 1, kind: 'candidate', id, at, actor, version: target, judgements: [] },
    ...{ branch: target, sha, tag: `v${target}` },
  };
  return { kind: 'push', target, moves: [...moves], ledger: { ref: 'refs/rel/ledger', entries: [entry] } };
}

/** A bare origin with the branches `one` and `two` at commit a, and a clone that has a, b and c. */
export async function origin(github: GitHub | null = null) {
  const [work, bare] = [emptyRepository(), emptyRepository(['--bare'])];
  const {
    a = '',
    b = '',
    c = '',
  } = buildHistory(work, [
    { name: 'a', files: { f: 'a' } },
    { name: 'b', parents: ['a'], files: { f: 'b' } },
    { name: 'c', parents: ['a'], files: { f: 'c' } },
  ]);
  git(work, ['remote', 'add', 'origin', bare]);
  git(work, ['push', '-q', 'origin', `${a}:refs/heads/one`, `${a}:refs/heads/two`]);
  const repo = await openRepository(work);
  const context: StepContext = { repo, remote: 'origin', github, stamp: stampOf() };
  return { repo, work, bare, a, b, c, context };
}

/** A tag of a commit as a step; the object is written, as planning does. */
export async function tagStep(
  { repo }: StepContext,
  target: string,
  name: string,
  object: string,
): Promise<CreateTag> {
  const tag = { target, name, object, tagger: committer, message: `${name}\n` };
  return { kind: 'create-tag', ...tag, sha: await writeTag(repo, tag) };
}

/** Every ref of a repository, by name. */
export const refsOf = (dir: string): Record<string, string> =>
  Object.fromEntries(
    git(dir, ['for-each-ref', '--format=%(refname) %(objectname)'])
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split(' ') as [string, string]),
  );

/** Puts a hook into a bare repository; `once` before a command lets it happen only the first time. */
export function hook(bare: string, name: string, body: string): void {
  const file = join(bare, 'hooks', name);
  mkdirSync(join(bare, 'hooks'), { recursive: true });
  writeFileSync(
    file,
    `#!/bin/sh\nunset GIT_QUARANTINE_PATH\nonce() { mkdir once 2>/dev/null && "$@"; }\n${body}\n`,
  );
  chmodSync(file, 0o755);
}
