import type { Sha, Signature } from '../../domain/git.ts';
import { commitBytes, readCommits } from '../../git/objects.ts';
import { type NewObject, newObject, storeObjects } from '../../git/pack.ts';
import { pickedCommit } from '../../git/pick.ts';
import type { Forecast } from '../../plans/picks/forecast.ts';
import { trailersOf } from '../../plans/picks/steps.ts';
import { signedWith } from '../objects.ts';
import type { World } from '../world.ts';

/**
 * The same forecasts with the user's signature on every clean pick, each on top of the signed one before it; as they
 * are, where nothing is signed. One signature after the other, since each covers the one before. The commits are
 * written, and nothing refers to them. Throws RelError `signing-failed`.
 */
export async function signPicks(
  { repo, signer }: Pick<World, 'repo' | 'signer'>,
  forecasts: readonly Forecast[],
  committer: Signature,
): Promise<readonly Forecast[]> {
  if (signer?.commits !== true) return forecasts;
  const sources = await readCommits(
    repo,
    forecasts.map(({ source }) => source.sha),
  );
  const made: NewObject[] = [];
  const signed: Forecast[] = [];
  const renamed = new Map<Sha, Sha>();
  let last: Sha | null = null;
  for (const forecast of forecasts) {
    const { source } = forecast;
    if (forecast.outcome !== 'picked' && forecast.outcome !== 'conflict') {
      signed.push(forecast);
      continue;
    }
    const onto: Sha = last ?? forecast.onto;
    const data = sources.get(source.sha);
    if (forecast.outcome === 'conflict' || data === undefined) {
      signed.push({ ...forecast, onto });
      continue;
    }
    const pick = { onto, committer, trailers: trailersOf(source) };
    const unsigned = pickedCommit(data, forecast.tree, pick);
    const signature = signedWith(await signer.commit(unsigned));
    const commit = newObject(repo, 'commit', commitBytes({ ...unsigned, ...signature }));
    made.push(commit);
    renamed.set(forecast.commit, commit.sha);
    last = commit.sha;
    signed.push({ ...forecast, onto, commit: commit.sha, ...signature });
  }
  await storeObjects(repo, made);
  // A source that another one brings names that one's pick.
  return signed.map((f) =>
    f.outcome === 'already' ? { ...f, commit: renamed.get(f.commit) ?? f.commit } : f,
  );
}
