import { describe, expect, test } from 'vitest';
import type { RefMove } from '../../src/domain/git.ts';
import { pushOutcome } from '../../src/git/push.ts';

const one = '1'.repeat(40);
const two = '2'.repeat(40);
const main = 'refs/heads/main';
const move = (ref: string, from: string | null = one, to = two): RefMove => ({ ref, from, to });

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
      'hidden',
      ['deny updating a hidden ref'],
    ],
    [
      '35',
      refused(
        "cannot lock ref 'refs/heads/main/x': 'refs/heads/main' exists; cannot create 'refs/heads/main/x'",
      ),
      '',
      'name',
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

  test('is unknown where the remote died before it said what became of the push', () => {
    const stdout = `!\t${two}:${main}\t[remote failure] (remote failed to report status)\n`;
    expect(pushOutcome({ code: 1, stdout, stderr: '' }, [move(main)])).toMatchObject({ kind: 'unreachable' });
  });

  test('is a refusal where it refused everything and said nothing', () => {
    const stdout = `${refused('atomic transaction failed')}${refused('atomic transaction failed', 'refs/tags/v1')}`;
    expect(pushOutcome({ code: 1, stdout, stderr: '' }, [move(main), move('refs/tags/v1')])).toMatchObject({
      kind: 'refused',
      reasons: [{ ref: main }, { ref: 'refs/tags/v1' }],
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
