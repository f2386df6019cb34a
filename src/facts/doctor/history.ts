import type { Check } from '../../domain/change.ts';
import type { CommitSample, HistoryFacts, TipFacts } from '../../domain/doctor-facts.ts';
import { found, type Read, unreadable } from '../../domain/errors.ts';
import type { RefName, RemoteRefs, Sha } from '../../domain/git.ts';
import type { Policy } from '../../domain/policy.ts';
import { changedPaths, differingPaths, hasMerges, hasUnsigned } from '../../git/commit-looks.ts';
import { listCommits } from '../../git/history.ts';
import { messageText, readCommits } from '../../git/objects.ts';
import { fetchObjects } from '../../git/remote.ts';
import type { Repository } from '../../git/repository.ts';
import type { GitHub } from '../../github/github.ts';
import { workflowFolder } from '../../policy/workflow.ts';
import { orWhy } from './clone.ts';

interface Place {
  readonly repo: Repository;
  readonly remote: string;
  readonly refs: RemoteRefs;
}

/** How many of the newest commits stand for those that will be picked. */
const samples = 20;

/** What commits look like here; null where the clone has no history, or none of these branches is there. */
export async function historyFacts(
  place: Place,
  policies: readonly Policy[],
  github: GitHub | null,
): Promise<HistoryFacts | null> {
  const { repo, remote, refs } = place;
  const branches = policies.flatMap(({ branches: b }) => [b.develop, b.production]);
  const tips = [...new Set(branches)].flatMap((name) => refs.get(`refs/heads/${name}`) ?? []);
  if (repo.shallow || tips.length === 0) return null;
  await fetchObjects(repo, remote, [...new Set(tips.map(({ sha }) => sha))]);
  const shas = tips.map(({ sha }) => sha);
  const checks = github === null ? null : await orWhy(() => github.checks(shas));
  const looks = await Promise.all(
    tips.map(
      async ({ name, sha }): Promise<[RefName, TipFacts]> => [
        name,
        await tipOf(repo, sha, passedOn(checks, sha)),
      ],
    ),
  );
  const [first] = policies;
  const develop = refs.get(`refs/heads/${first?.branches.develop}`)?.sha ?? null;
  const production = refs.get(`refs/heads/${first?.branches.production}`)?.sha ?? null;
  return {
    tips: new Map(looks),
    newest: develop === null ? [] : await newestOf(repo, develop),
    workflows:
      develop === null || production === null
        ? []
        : await differingPaths(repo, production, develop, workflowFolder),
  };
}

async function tipOf(repo: Repository, sha: Sha, passed: TipFacts['passed']): Promise<TipFacts> {
  return { merges: await hasMerges(repo, sha), unsigned: await hasUnsigned(repo, sha), passed };
}

type Checks = Read<ReadonlyMap<Sha, Read<readonly Check[]>>> | null;

/** The checks that passed, as a rule counts them: each of that name (facts 23 and 25). */
function passedOn(checks: Checks, sha: Sha): Read<ReadonlySet<string>> {
  if (checks === null) return unreadable('there is no GitHub that has checks');
  if (!checks.ok) return checks;
  const read = checks.value.get(sha) ?? unreadable('GitHub gave no checks for it');
  if (!read.ok) return read;
  const fine = ['success', 'neutral', 'skipped'];
  const bad = read.value.filter(({ conclusion }) => !fine.includes(conclusion ?? '')).map(({ name }) => name);
  return found(new Set(read.value.map(({ name }) => name).filter((name) => !bad.includes(name))));
}

async function newestOf(repo: Repository, develop: Sha): Promise<CommitSample[]> {
  const shas = await listCommits(repo, { include: [develop], noMerges: true, newest: samples });
  const [commits, paths] = [await readCommits(repo, shas), await changedPaths(repo, shas)];
  return [...commits.values()].map((commit) => ({
    message: messageText(commit),
    authorEmail: commit.author.email,
    paths: paths.get(commit.sha) ?? [],
  }));
}
