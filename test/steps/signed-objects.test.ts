import { expect, test } from 'vitest';
import { prepareMerge, prepareTag } from '../../src/facts/objects.ts';
import { forecastPicks } from '../../src/facts/picks/forecast-picks.ts';
import { signPicks } from '../../src/facts/picks/sign-picks.ts';
import { pickWithMarkers } from '../../src/git/pick-with-markers.ts';
import { openRepository } from '../../src/git/repository.ts';
import { signerOf } from '../../src/git/signing.ts';
import type { Forecast } from '../../src/plans/picks/forecast.ts';
import { kindOf, type Step } from '../../src/steps/registry.ts';
import { git } from '../support/git-history.ts';
import { world } from '../support/git-world.ts';
import { configure, signingKey } from '../support/signing-key.ts';
import { committer, stampOf } from '../support/small-operation.ts';

const target = 'rc/1.8.0';
const key = signingKey();

/** Picks, one of which conflicts, a merge, a tag and a conflict as a commit, signed; the objects are dropped again. */
async function planned() {
  const { repo, dir, sha } = await world([
    { name: 'base', files: { f: '1\n', g: '1\n', h: '1\n' } },
    { name: 'target', parents: ['base'], files: { f: '2\n', g: '1\n', h: '1\n' } },
    { name: 'one', parents: ['base'], files: { f: '1\n', g: '2\n', h: '1\n' } },
    { name: 'clash', parents: ['base'], files: { f: '3\n', g: '1\n', h: '1\n' } },
    { name: 'two', parents: ['one'], files: { f: '1\n', g: '2\n', 'moved/h': '1\n' } },
  ]);
  configure(dir, {
    'gpg.format': 'ssh',
    'user.signingKey': key.file,
    'commit.gpgSign': 'true',
    'tag.gpgSign': 'true',
  });
  const here = { repo, signer: await signerOf(repo, committer) };
  const sources = ['one', 'clash', 'two'].map((name) => {
    return { sha: sha(name), pr: 7, mainline: null, refused: null };
  });
  const [ours, theirs] = [sha('target'), sha('one')];
  const tried = await forecastPicks(repo, { tip: ours, sources, committer });
  const [first] = tried;
  const along: Forecast[] =
    first?.outcome === 'picked' ? [{ ...first, outcome: 'already', reason: 'with #7' }] : [];
  const [told, ...forecasts] = await signPicks(here, [...along, ...tried], committer);
  const merge = await prepareMerge(here, {
    target,
    into: 'main',
    ours,
    theirs,
    committer,
    message: 'Release\n',
  });
  if (merge.kind !== 'clean') throw new Error(merge.kind);
  const tag = await prepareTag(here, {
    target,
    name: 'v1',
    object: ours,
    tagger: committer,
    message: 'One\n',
  });
  const named = ['clash', 'one'].map((name) => ({ sha: sha(name), name, trailers: ['Pull-Request: #7'] }));
  const marked = await pickWithMarkers(repo, {
    onto: ours,
    target,
    sources: named,
    committer,
    signer: here.signer,
  });
  for (const name of ['target', 'one', 'clash', 'two'])
    git(dir, ['update-ref', `refs/keep/${name}`, sha(name)]);
  git(dir, ['gc', '-q', '--prune=now']);
  const conflict: Step = {
    ...{ kind: 'conflict-commits', target, onto: ours, branch: target, sources: named, committer },
    ...{ signed: [...marked.signed], commit: marked.picks.at(-1)?.commit ?? '' },
  };
  const steps: Step[] = [stepOf(ours, forecasts), merge.step, tag, conflict];
  return { dir, repo, tried, told, forecasts, steps };
}

function stepOf(onto: string, forecasts: readonly Forecast[]): Step {
  const picks = forecasts.flatMap((f) => {
    if (f.outcome !== 'picked') return [];
    const { source, commit, tree, signature } = f;
    const { sha, mainline } = source;
    return [{ source: sha, mainline, change: null, trailers: ['Pull-Request: #7'], signature, commit, tree }];
  });
  return { kind: 'pick-commits', target, committer, onto, picks };
}

const madeBy = (step: Step): [verify: string, sha: string][] => {
  if (step.kind === 'create-tag') return [['verify-tag', step.sha]];
  if (step.kind === 'conflict-commits') return (step.signed ?? []).map(({ sha }) => ['verify-commit', sha]);
  if (step.kind === 'merge-commit') return [['verify-commit', step.commit]];
  return step.kind === 'pick-commits' ? step.picks.map(({ commit }) => ['verify-commit', commit]) : [];
};

test('steps make again, without the key, the very objects that were signed', async () => {
  const { dir, tried, told, forecasts, steps } = await planned();
  expect(forecasts.map(({ outcome }) => outcome)).toEqual(['picked', 'conflict', 'picked']);
  expect(forecasts.map((f) => 'tree' in f && f.tree)).toEqual(tried.map((f) => 'tree' in f && f.tree));
  // What comes after a signed pick stands on it.
  const commits = forecasts.map((f) => ('commit' in f ? f.commit : null));
  const ontos = forecasts.map((f) => ('onto' in f ? f.onto : null));
  expect(ontos.slice(1)).toEqual([commits[0], commits[0]]);
  expect(told).toMatchObject({ outcome: 'already', commit: commits[0] });

  configure(dir, { 'user.signingKey': '/nowhere/id', 'gpg.ssh.allowedSignersFile': key.allowedSigners });
  const context = { repo: await openRepository(dir), remote: 'origin', github: null, stamp: stampOf() };
  for (const step of steps) {
    expect(await kindOf(step).done(step, context), step.kind).toBe(false);
    expect(await kindOf(step).run(step, context)).toEqual({ kind: 'done', notes: [] });
    for (const [verify, sha] of madeBy(step)) git(dir, [verify, sha]);
  }
  expect(steps.flatMap(madeBy)).toHaveLength(6);
});

test('what is not to be signed stays as it is', async () => {
  const { dir, repo, tried } = await planned();
  expect(await signPicks({ repo, signer: null }, tried, committer)).toBe(tried);
  configure(dir, { 'commit.gpgSign': 'false' });
  expect(await signPicks({ repo, signer: await signerOf(repo, committer) }, tried, committer)).toBe(tried);
});
