import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Shop } from '../../support/rig.ts';
import { scenariosOfRunners } from '../../support/runner.ts';
import { figure } from '../support/figures.ts';

const scenario = scenariosOfRunners();

/** What git would run, by the key that names it; each is told apart by its own word. */
const keys = [
  ...['core.fsmonitor', 'core.sshCommand', 'core.pager', 'core.editor', 'sequence.editor', 'core.askPass'],
  ...['core.alternateRefsCommand', 'core.gitProxy', 'credential.helper', 'gpg.program', 'gpg.ssh.program'],
  ...[
    'gpg.x509.program',
    'gpg.ssh.defaultKeyCommand',
    'diff.external',
    'diff.evil.command',
    'diff.evil.textconv',
  ],
  ...['filter.evil.clean', 'filter.evil.smudge', 'filter.evil.process', 'merge.evil.driver'],
  ...['uploadpack.packObjectsHook', 'remote.origin.uploadpack', 'remote.origin.receivepack', 'alias.push'],
  ...[
    'alias.fetch',
    'alias.ls-remote',
    'alias.cat-file',
    'interactive.diffFilter',
    'pager.log',
    'web.browser',
  ],
  ...['submodule.x.update', 'trailer.x.command', 'trailer.x.cmd', 'sendemail.smtpServer'],
];
const hooks = [
  ...[
    'applypatch-msg',
    'pre-applypatch',
    'post-applypatch',
    'pre-commit',
    'pre-merge-commit',
    'prepare-commit-msg',
  ],
  ...[
    'commit-msg',
    'post-commit',
    'pre-rebase',
    'post-checkout',
    'post-merge',
    'pre-push',
    'pre-receive',
    'update',
  ],
  ...[
    'proc-receive',
    'post-receive',
    'post-update',
    'reference-transaction',
    'push-to-checkout',
    'pre-auto-gc',
  ],
  ...['post-rewrite', 'sendemail-validate', 'fsmonitor-watchman', 'post-index-change'],
];
const urls = [
  'ext::CANARY url',
  'ext::sh -c CANARY% url',
  'fd::7',
  '--upload-pack=CANARY',
  '-oProxyCommand=CANARY',
];

/** A program that writes down its first word, and fails. */
function canary({ dir }: Shop): { readonly program: string; readonly ran: () => string } {
  const [program, log] = [join(dir, 'canary'), join(dir, 'ran')];
  writeFileSync(program, `#!/bin/sh\necho "$1" >> '${log}'\nexit 1\n`);
  chmodSync(program, 0o755);
  return { program, ran: () => (existsSync(log) ? readFileSync(log, 'utf8') : '') };
}

const lines = [
  'status',
  'pick 230 231 --into 1.8.0 --yes',
  'pick 236 --into 1.8.0 --on-conflict pull-request --yes',
  'sync-hotfix --yes',
  'tag-rc --yes',
  'gate promote',
  'log',
  'verify',
];

scenario('a clone that somebody else has set up runs nothing of theirs', async (shop) => {
  shop.commitOnto('devel', { '.gitattributes': '* filter=evil diff=evil merge=evil\n' }, 'Name drivers');
  const { program, ran } = canary(shop);
  const folder = join(shop.dir, 'hooks');
  for (const dir of [folder, join(shop.work, '.git/hooks'), join(shop.work, '.git/info')])
    mkdirSync(dir, { recursive: true });
  for (const dir of [folder, join(shop.work, '.git/hooks')])
    for (const hook of hooks) {
      writeFileSync(join(dir, hook), `#!/bin/sh\n'${program}' hook-${hook}\n`);
      chmodSync(join(dir, hook), 0o755);
    }
  const included = join(shop.dir, 'included');
  for (const key of keys) {
    const shell =
      key.startsWith('alias.') || key === 'credential.helper' || key.startsWith('submodule.') ? '!' : '';
    shop.git(['config', '--file', included, key, `${shell}${program} ${key}`]);
  }
  for (const [key, value] of [
    ['core.hooksPath', folder],
    ['log.showSignature', 'true'],
    ['protocol.ext.allow', 'always'],
    ['protocol.fd.allow', 'always'],
    ['include.path', included],
  ] as const)
    shop.git(['config', key, value]);
  writeFileSync(join(shop.work, '.git/info/attributes'), '* filter=evil diff=evil merge=evil\n');
  const env = {
    GIT_EXTERNAL_DIFF: `${program} env`,
    GIT_DIR: '/nowhere',
    GIT_INDEX_FILE: '/nowhere',
    PAGER: `${program} pager`,
    EDITOR: `${program} editor`,
    GIT_PAGER: `${program} pager`,
    GIT_EDITOR: `${program} editor`,
  };
  const { GIT_DIR: _, ...here } = env;
  for (const line of lines)
    expect((await shop.program(line.split(' '), { cwd: shop.work, env: here })).exit, line).not.toBe(1);
  for (const url of urls) {
    shop.git(['config', 'remote.origin.url', url.replace('CANARY', program)]);
    const { exit, stderr } = await shop.program(['status'], { cwd: shop.work, env: here });
    expect([2, 6], `${url}: ${stderr}`).toContain(exit);
  }
  expect(ran()).toBe('');
  figure({
    room: 'hostile',
    what: 'settings, hooks and addresses of a clone that would run a program',
    tried: keys.length + 2 * hooks.length + urls.length,
    failures: 0,
  });
});
