import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documentText } from '../../src/facts/gates/evidence.ts';
import { readNamedFile } from '../../src/facts/named-file.ts';
import { writeNamedFile } from '../../src/facts/written-file.ts';
import { emptyRepository, temporaryFolder } from '../support/git-history.ts';

/** A clone with files and links in it, beside a secret. */
function clone(): string {
  const [dir, outside] = [emptyRepository(), temporaryFolder()];
  writeFileSync(join(outside, 'secret'), 'SECRET');
  mkdirSync(join(dir, 'docs'));
  writeFileSync(join(dir, 'notes.md'), 'notes\n');
  for (const [name, to] of [
    ['inside.md', '../notes.md'],
    ['outside.md', join(outside, 'secret')],
    ['zero.md', '/dev/zero'],
    ['environ.md', '/proc/self/environ'],
    ['away', outside],
    ['config.md', '../.git/config'],
    ['hooks', '../.git/hooks'],
  ] as const)
    symlinkSync(to, join(dir, 'docs', name));
  execFileSync('mkfifo', [join(dir, 'docs/pipe.md')]);
  return dir;
}

test.each([
  ['docs/outside.md', 'leads out of'],
  ['docs/zero.md', 'leads out of'],
  ['docs/environ.md', 'leads out of'],
  ['docs/away/secret', 'leads out of'],
  ['docs/config.md', "leads into git's own folder"],
  ['docs/pipe.md', 'it is no file'],
  ['docs', 'it is a folder'],
  ['docs/none.md', 'there is no file'],
  ['/dev/zero', 'it is no file'],
])('%s is not read: %s', (path, why) => {
  const refused = { code: 'file-unreadable', why: expect.stringContaining(why) };
  const full = path.startsWith('/') ? path : join(clone(), path);
  expect(() => readNamedFile(full, path)).toThrow(expect.objectContaining(refused));
});

test('what is inside, or was named outside, is read and written, by a link too', () => {
  const dir = clone();
  expect(readNamedFile(join(dir, 'docs/inside.md'), 'x')).toBe('notes\n');
  const outside = join(temporaryFolder(), 'plan.json');
  writeFileSync(outside, '{}');
  expect(readNamedFile(outside, 'x')).toBe('{}');
  writeNamedFile(join(dir, 'docs/inside.md'), 'x', 'changed\n');
  expect(readFileSync(join(dir, 'notes.md'), 'utf8')).toBe('changed\n');
  writeNamedFile(join(dir, '.git/plan.json'), 'x', '{}');
  expect(readNamedFile(join(dir, '.git/plan.json'), 'x')).toBe('{}');
});

test('what is written is whole, a killed draft and a link in its place notwithstanding; a device is left one', () => {
  const dir = temporaryFolder();
  const [plan, secret] = [join(dir, 'plan.json'), join(dir, 'secret')];
  writeFileSync(secret, 'SECRET');
  symlinkSync(secret, `${plan}.rel-new`);
  writeNamedFile(plan, 'plan.json', '{}');
  writeNamedFile('/dev/null', '/dev/null', '{}');
  expect([readFileSync(plan, 'utf8'), readFileSync(secret, 'utf8')]).toEqual(['{}', 'SECRET']);
  expect([readdirSync(dir).sort(), statSync('/dev/null').isFile()]).toEqual([['plan.json', 'secret'], false]);
});

test.each(['docs/outside.md', 'docs/away/new.json', 'docs/config.md', 'docs/hooks/pre-push'])(
  '%s leads away, and is not written',
  (path) => {
    const dir = clone();
    const before = readFileSync(join(dir, '.git/config'), 'utf8');
    const refused = expect.objectContaining({ message: 'x is neither read nor written' });
    expect(() => writeNamedFile(join(dir, path), 'x', 'written')).toThrow(refused);
    expect(readFileSync(join(dir, '.git/config'), 'utf8')).toBe(before);
  },
);

test.each([
  ['none/plan.json', 'there is no folder'],
  ['secret/plan.json', 'is no folder'],
  ['.', 'it is a folder'],
])('%s is not written: %s', (path, why) => {
  const dir = temporaryFolder();
  writeFileSync(join(dir, 'secret'), '');
  const refused = { code: 'file-unreadable', why: expect.stringContaining(why) };
  expect(() => writeNamedFile(join(dir, path), path, '')).toThrow(expect.objectContaining(refused));
});

test.each([
  ['Ask with ghp_0123456789abcdef', 'a token'],
  ['caf\u00e9', 'no text in UTF-8'],
])('a document with %j is not put on record', (text, why) => {
  const path = join(temporaryFolder(), 'a.md');
  writeFileSync(path, text, why === 'a token' ? 'utf8' : 'latin1');
  expect(() => documentText(path, 'a.md')).toThrow(
    expect.objectContaining({ why: expect.stringContaining(why) }),
  );
});
