import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RefMove } from '../../src/domain/git.ts';
import { pushArgs, pushAtomically, pushOutcome } from '../../src/git/push.ts';
import { openRepository } from '../../src/git/repository.ts';
import { buildHistory, emptyRepository, git } from '../support/git-history.ts';

const one = '1'.repeat(40);
const two = '2'.repeat(40);
const main = 'refs/heads/main';
const move = (ref: string, from: string | null = one, to = two): RefMove => ({ ref, from, to });

/** A clone with three commits and its bare origin, where `refs/heads/main` is at `a`. */
async function pair() {
  const [work, origin] = [emptyRepository(), emptyRepository(['--bare'])];
  const shas = buildHistory(work, [
    { name: 'a', files: { f: 'a' } },
    { name: 'b', parents: ['a'], files: { f: 'b' } },
    { name: 'c', parents: ['a'], files: { f: 'c' } },
  ]);
  git(work, ['remote', 'add', 'origin', origin]);
  git(work, ['push', '--quiet', 'origin', `${shas.a}:${main}`]);
  const { a = '', b = '', c = '' } = shas;
  const refs = () => git(origin, ['for-each-ref', '--format=%(refname) %(objectname)']).trim().split('\n');
  return { repo: await openRepository(work), work, origin, a, b, c, refs };
}

function hook(origin: string, name: string, body: string): void {
  const file = join(origin, 'hooks', name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
}
const saying = (lines: string[]) => lines.map((line) => `echo ${JSON.stringify(line)} >&2`).join('\n');

describe('an atomic push', () => {
  test('moves and creates all its refs', async () => {
    const { repo, a, b, refs } = await pair();
    const moves = [move(main, a, b), move('refs/tags/v1', null, a), move('refs/rel/ledger', null, b)];
    expect(await pushAtomically(repo, 'origin', moves)).toEqual({ kind: 'done', bypassed: [] });
    expect(refs()).toEqual([`${main} ${b}`, `refs/rel/ledger ${b}`, `refs/tags/v1 ${a}`]);
  });

  test('moves a ref backwards where it is where the plan saw it', async () => {
    const { repo, a, b, c } = await pair();
    await pushAtomically(repo, 'origin', [move(main, a, b)]);
    expect(await pushAtomically(repo, 'origin', [move(main, b, c)])).toMatchObject({ kind: 'done' });
  });

  test.each([
    ['another commit is there', (x: { b: string; c: string }) => move(main, x.b, x.c)],
    ['the ref to create exists', (x: { b: string }) => move(main, null, x.b)],
  ])('changes nothing where one ref moved: %s', async (_, bad) => {
    const { repo, refs, ...shas } = await pair();
    const before = refs();
    const outcome = await pushAtomically(repo, 'origin', [move('refs/tags/v1', null, shas.a), bad(shas)]);
    expect(outcome).toEqual({ kind: 'moved', refs: [main] });
    expect(refs()).toEqual(before);
  });

  test('says moved where the ref is there already with the same commit, unless told otherwise', async () => {
    const { repo, a } = await pair();
    const moves = [move(main, null, a)];
    expect(await pushAtomically(repo, 'origin', moves)).toEqual({ kind: 'moved', refs: [main] });
    const resumed = await pushAtomically(repo, 'origin', moves, { already: 'done' });
    expect(resumed).toEqual({ kind: 'done', bypassed: [] });
  });

  test('loses a real race on the server as moved', async () => {
    const { repo, origin, a, b, c, refs } = await pair();
    // The update hook moves the ref while our push is on its way.
    git(repo.dir, ['push', '--quiet', 'origin', `${c}:refs/heads/other`]);
    hook(origin, 'update', `unset GIT_QUARANTINE_PATH; git update-ref ${main} ${c}`);
    const outcome = await pushAtomically(repo, 'origin', [move('refs/tags/v1', null, a), move(main, a, b)]);
    expect(outcome).toEqual({ kind: 'moved', refs: [main] });
    expect(refs()).toContain(`${main} ${c}`);
    expect(refs().join()).not.toContain('refs/tags/v1');
  });

  test('is refused by a hook, with what the hook said', async () => {
    const { repo, origin, a, b, refs } = await pair();
    hook(origin, 'update', `case $1 in ${main}) ${saying(['not today'])}\nexit 1;; esac`);
    const outcome = await pushAtomically(repo, 'origin', [move('refs/tags/v1', null, a), move(main, a, b)]);
    expect(outcome).toEqual({
      kind: 'refused',
      reasons: [{ ref: main, reason: 'hook declined', code: 'hook' }],
      remote: ['not today', `error: hook declined to update ${main}`],
    });
    expect(refs()).toEqual([`${main} ${a}`]);
  });

  test('tells a branch in the way of a folder from a race', async () => {
    const { repo, a } = await pair();
    const outcome = await pushAtomically(repo, 'origin', [move(`${main}/x`, null, a)]);
    expect(outcome).toMatchObject({
      kind: 'refused',
      reasons: [{ ref: `${main}/x`, code: 'other', reason: expect.stringContaining('cannot create') }],
    });
  });

  test('reports what a rule let pass', async () => {
    const { repo, origin, a, b } = await pair();
    hook(
      origin,
      'post-receive',
      saying([`Bypassed rule violations for ${main}:`, '', '- Changes must be reviewed.']),
    );
    expect(await pushAtomically(repo, 'origin', [move(main, a, b)])).toEqual({
      kind: 'done',
      bypassed: [`${main}: Changes must be reviewed.`],
    });
  });

  test('does not run the hooks of the user, nor obey their push configuration', async () => {
    const { repo, work, a, b, refs } = await pair();
    hook(join(work, '.git'), 'pre-push', 'exit 1');
    for (const setting of ['push.followTags', 'push.gpgSign', 'push.useForceIfIncludes']) {
      git(work, ['config', setting, 'true']);
    }
    git(work, ['tag', '-am', 'mine', 'mine', a]);
    expect(await pushAtomically(repo, 'origin', [move(main, a, b)])).toMatchObject({ kind: 'done' });
    expect(refs()).toEqual([`${main} ${b}`]);
  });

  test('says unreachable where there is no such place', async () => {
    const { repo, work, a, b } = await pair();
    git(work, ['remote', 'set-url', 'origin', join(work, 'nowhere')]);
    expect(await pushAtomically(repo, 'origin', [move(main, a, b)])).toMatchObject({ kind: 'unreachable' });
  });

  test('keeps its arguments from being anything else', () => {
    expect(pushArgs('--evil', [move(main, null)]).slice(-5)).toEqual([
      ...['--recurse-submodules=no', `--force-with-lease=${main}:`, '--', '--evil', `${two}:${main}`],
    ]);
  });
});

/** Answers of hosts as they were published (the facts' numbers), through git's own porcelain lines. */
const refused = (reason: string, ref = main) =>
  `To https://host/o/r.git\n!\t${two}:${ref}\t[remote rejected] (${reason})\nDone\n`;
const rejected = (reason: string) => `!\t${two}:${main}\t[rejected] (${reason})\n`;
const remote = (...lines: string[]) => lines.map((line) => `remote: ${line}        \n`).join('');
const workflow =
  'refusing to allow a GitHub App to create or update workflow `.github/workflows/f.yml` without `workflows` permission';
const oauth =
  'refusing to allow an OAuth App to create or update workflow `.github/workflows/f.yml` without `workflow` scope';

describe('the answer of a host', () => {
  test.each([
    [
      '27, old',
      refused('protected branch hook declined'),
      remote(
        'error: GH006: Protected branch update failed for refs/heads/main.',
        'error: Required status check "ci" is expected.',
      ),
      'protected-branch',
      ['Required status check "ci" is expected.'],
    ],
    [
      '27, several',
      refused('protected branch hook declined'),
      remote(
        'error: GH006: Protected branch update failed for refs/heads/main.',
        '',
        '- 2 of 3 required status checks are expected.',
        '- Changes must be made through a pull request.',
      ),
      'protected-branch',
      ['2 of 3 required status checks are expected.', 'Changes must be made through a pull request.'],
    ],
    [
      '27, force',
      refused('protected branch hook declined'),
      remote(
        'error: GH006: Protected branch update failed for refs/heads/main.',
        'error: Cannot force-push to a protected branch',
      ),
      'protected-branch',
      ['Cannot force-push to a protected branch'],
    ],
    [
      '43, queue',
      refused('protected branch hook declined'),
      remote(
        'error: GH006: Protected branch update failed for refs/heads/main.',
        'error: A pull request for this branch has been added to a merge queue.',
      ),
      'protected-branch',
      ['A pull request for this branch has been added to a merge queue.'],
    ],
    [
      '28',
      refused('push declined due to repository rule violations'),
      remote(
        'error: GH013: Repository rule violations found for refs/heads/main.',
        'Review all repository rules at https://github.com/o/r/rules',
        '',
        '- Cannot create ref due to creations being restricted.',
      ),
      'ruleset',
      ['Cannot create ref due to creations being restricted.'],
    ],
    ['29, app', refused(workflow), '', 'workflow', [workflow]],
    ['29, token', refused(oauth), '', 'workflow', [oauth]],
    [
      '34',
      refused('deny updating a hidden ref', 'refs/pull/1/head'),
      '',
      'other',
      ['deny updating a hidden ref'],
    ],
    [
      '35',
      refused(
        "cannot lock ref 'refs/heads/main/x': 'refs/heads/main' exists; cannot create 'refs/heads/main/x'",
      ),
      '',
      'other',
      ["cannot lock ref 'refs/heads/main/x': 'refs/heads/main' exists; cannot create 'refs/heads/main/x'"],
    ],
    ['a hook', refused('pre-receive hook declined'), remote('no'), 'hook', ['pre-receive hook declined']],
  ])('is a refusal: fact %s', (_, stdout, stderr, code, reasons) => {
    const outcome = pushOutcome({ code: 1, stdout, stderr }, [move(main)]);
    expect(outcome.kind).toBe('refused');
    if (outcome.kind !== 'refused') return;
    expect(outcome.reasons.map((reason) => reason.reason)).toEqual(reasons);
    expect(new Set(outcome.reasons.map((reason) => reason.code))).toEqual(new Set([code]));
  });

  test.each([
    [
      'bot',
      remote('Permission to o/r.git denied to github-actions[bot].') +
        "fatal: unable to access 'https://x:ghs_secret@h/o/r.git/': The requested URL returned error: 403\n",
    ],
    [
      'write',
      `${remote('Write access to repository not granted.')}fatal: unable to access 'https://h/o/r/': The requested URL returned error: 403\n`,
    ],
    ['401', "fatal: Authentication failed for 'https://x:ghs_secret@h/o/r.git/'\n"],
    ['no prompt', "fatal: could not read Username for 'https://h': terminal prompts disabled\n"],
    ['ssh', 'git@h: Permission denied (publickey).\nfatal: Could not read from remote repository.\n'],
  ])('is a lack of rights: fact 30, %s', (_, stderr) => {
    const outcome = pushOutcome({ code: 128, stdout: '', stderr }, [move(main)]);
    expect(outcome).toMatchObject({ kind: 'refused', reasons: [{ ref: null, code: 'permission' }] });
    expect(JSON.stringify(outcome)).not.toContain('secret');
  });

  test.each([
    ...['fetch first', 'non-fast-forward', 'stale info'].map((reason) => [rejected(reason), '']),
    [refused(`cannot lock ref '${main}': is at ${one} but expected ${two}`), ''],
    [
      refused('failed to update ref'),
      remote(`error: cannot lock ref '${main}': is at ${one} but expected ${two}`),
    ],
    [refused('failed to update ref'), remote(`error: cannot lock ref '${main}': reference already exists`)],
    [refused('reference already exists'), ''],
  ])('is a race: fact 31, %j', (stdout, stderr) => {
    const others = `!\t${one}:refs/tags/v1\t[rejected] (atomic push failed)\n`;
    const outcome = pushOutcome({ code: 1, stdout: stdout + others, stderr }, [
      move(main),
      move('refs/tags/v1'),
    ]);
    expect(outcome).toEqual({ kind: 'moved', refs: [main] });
  });

  test('keeps apart what it says of two refs', () => {
    const stdout = `${refused('push declined due to repository rule violations')}${refused('protected branch hook declined', 'refs/heads/rc')}`;
    const stderr = remote(
      ...['error: GH013: Repository rule violations found for refs/heads/main.', '- One.'],
      ...['error: GH006: Protected branch update failed for refs/heads/rc.', '- Two.', '- Three.'],
    );
    expect(pushOutcome({ code: 1, stdout, stderr }, [move(main), move('refs/heads/rc')])).toMatchObject({
      reasons: [
        { ref: main, reason: 'One.', code: 'ruleset' },
        { ref: 'refs/heads/rc', reason: 'Two.', code: 'protected-branch' },
        { ref: 'refs/heads/rc', reason: 'Three.', code: 'protected-branch' },
      ],
    });
  });

  test('is silence where the network broke', () => {
    const stderr = "fatal: unable to access 'https://h/': Could not resolve host: h\n";
    expect(pushOutcome({ code: 128, stdout: '', stderr }, [move(main)])).toEqual({
      kind: 'unreachable',
      why: "unable to access 'https://h/': Could not resolve host: h",
    });
  });
});
