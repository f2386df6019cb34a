import { expect } from 'vitest';
import { scenario } from '../support/rig.ts';

const gate = '    - { id: comes-back, kind: merges-cleanly, into: [develop, rc], breaking: fail }\n';
const delivery = 'src/shipping/delivery.ts';
const outbox = 'src/mail/outbox.ts';

scenario(
  'a hotfix that would break a PR and conflict with an RC: status says so, the gate stops it',
  async (shop) => {
    const policy = shop.git('show origin/devel:.releaserc.yaml');
    shop.commitOnto(
      'devel',
      { '.releaserc.yaml': `${policy}\n  hotfix:\n${gate}` },
      'A hotfix has to come back',
    );
    const file = (path: string, branch: string) => `${shop.git(`show ${branch}:${path}`, shop.origin)}\n`;
    const late = file(delivery, 'main').replace('days * dayMillis', '(days + 1) * dayMillis');
    const loud = file(outbox, 'main').replace(
      'waiting.push(mail);',
      'waiting.push({ ...mail, loud: true });',
    );
    shop.git('push -q origin origin/main:refs/heads/hotfix/1.7.3');
    // #243 is open against devel and changes the line, too; so does #244 of the mails below.
    shop.commitOnto('hotfix/1.7.3', { [delivery]: late }, 'A day more in December');
    const before = shop.refs();
    expect((await shop.rel('tag-rc 1.7.3')).exit).toBe(0);

    const first = await shop.rel('status 1.7.3 --json');
    expect(first.exit).toBe(0);
    const [train] = first.json.result.trains;
    expect(train.forecast).toMatchObject([
      { into: 'devel', by: 'merge', outcome: 'clean', breaks: [{ pr: 243, paths: [delivery] }] },
      { into: 'rc/1.8.0', by: 'picks', outcome: 'clean', breaks: [] },
    ]);

    shop.commitOnto('hotfix/1.7.3', { [outbox]: loud }, 'Loud mails');
    const other = file(outbox, 'rc/1.8.0').replace('waiting.push(mail);', 'waiting.unshift(mail);');
    shop.commitOnto('rc/1.8.0', { [outbox]: other }, 'The newest mail first');
    expect((await shop.rel('tag-rc 1.7.3')).exit).toBe(0);
    const status = await shop.rel('status');
    expect(status.exit).toBe(0);
    expect(status.stdout).toContain('forecast: into devel: clean, would break #244, #243\n');
    expect(status.stdout).toContain(`          picked onto rc/1.8.0: conflicts in ${outbox}\n`);
    expect(status.stdout).toContain(
      'forecast: into main: clean\nlacks one change of production: rel sync-hotfix',
    );

    const promote = await shop.rel('promote 1.7.3');
    expect(promote.exit).toBe(3);
    expect(promote.stdout + promote.stderr).toContain(`conflicts with rc/1.8.0, picked (${outbox})`);
    expect(shop.refs()).toMatchObject({ 'refs/heads/main': before['refs/heads/main'] });
  },
);
