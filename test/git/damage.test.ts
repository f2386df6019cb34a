import { describe, expect, test } from 'vitest';
import { aboutClone, damage, packingTrouble } from '../../src/git/damage.ts';

const sha = 'cfb3dc40dda5b632dc4f5086b2457486d75e996c';

describe('a failure of git', () => {
  test.each([
    [`fatal: unable to read blob object ${sha}`],
    [`fatal: unable to read tree ${sha}`],
    [`error: object file .git/objects/cf/b3 is empty\nfatal: loose object ${sha} (stored in x) is corrupt`],
    [`error: inflate: data stream error (incorrect header check)`],
    [`fatal: packed object ${sha} (stored in x.pack) is corrupt`],
    [`fatal: bad object refs/tags/v1\nerror: /srv/shop.git did not send all necessary objects`],
  ])('is damage of the clone: %s', (stderr) => {
    expect(damage(stderr)).toMatchObject({
      code: 'clone-damaged',
      exit: 2,
      remedy: expect.stringContaining('git fsck'),
    });
  });

  test.each([
    ['fatal: not a git repository'],
    ["fatal: '/srv/shop.git' does not appear to be a git repository"],
    [`remote: error: unable to read tree ${sha}`],
    ['error: failed to push some refs'],
    ['fatal: protocol error: bad pack header'],
  ])('has to do with something else: %s', (stderr) => {
    expect(damage(stderr)).toBe(null);
  });

  test.each([
    ['error: insufficient permission for adding an object to repository database .git/objects'],
    ['error: unable to create temporary file: Read-only file system\nfatal: failed to write object'],
    ['fatal: cannot mkdir .git/x: Permission denied'],
    [
      "fatal: update_ref failed for ref 'refs/x': cannot update ref 'refs/x': couldn't write '.git/refs/x.lock'",
    ],
  ])('is a clone that rel may not write into: %s', (stderr) => {
    expect(damage(stderr)).toMatchObject({ code: 'clone-read-only', exit: 2 });
  });

  test.each([
    ["git: merge-ort.c:2802: process_renames: Assertion `side2' failed.\nended by SIGABRT", 'merge-ort.c'],
    ['ended by SIGSEGV', 'SIGSEGV'],
  ])('is a crash of git itself: %s', (stderr, why) => {
    const found = { code: 'git-crashed', exit: 2, why: expect.stringContaining(why) };
    expect(damage(stderr)).toMatchObject(found);
  });

  test('that somebody ended is no crash of it', () => {
    expect(damage('ended by SIGKILL')).toBe(null);
    expect(damage('ended by SIGTERM')).toBe(null);
  });

  test('is a full disk, whether git says so or a file that rel writes', () => {
    const full = { code: 'disk-full', exit: 2, remedy: expect.stringContaining('make room') };
    expect(damage('error: unable to write loose object file: No space left on device')).toMatchObject(full);
    const written = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    expect(aboutClone(written)).toMatchObject(full);
    expect(aboutClone(Object.assign(new Error('other'), { code: 'EPIPE' }))).toBe(null);
  });

  test('names a lost alternate once, and what a partial clone was promised', () => {
    const lost = 'error: unable to normalize alternate object path: /x/objects\n';
    expect(damage(lost + lost)).toMatchObject({
      ...{ why: 'unable to normalize alternate object path: /x/objects' },
      remedy: expect.stringContaining('.git/objects/info/alternates'),
    });
    expect(damage(`fatal: could not fetch ${sha} from promisor remote`)).toMatchObject({ exit: 6 });
  });

  test('of a push is our own where nothing could be packed', () => {
    const ended = 'error: remote unpack failed: eof before pack header was fully read\n';
    expect(packingTrouble(`fatal: unable to read ${sha}\n${ended}`)).toMatchObject({ code: 'clone-damaged' });
    expect(packingTrouble(`fatal: bad boolean config value 'x' for 'pack.island'\n${ended}`)).toMatchObject({
      why: "bad boolean config value 'x' for 'pack.island'",
    });
    expect(packingTrouble('remote: fatal: no space left\nerror: remote unpack failed: x')).toBe(null);
  });
});
