import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleaned, redact } from '../../src/github/redact.ts';

const long = `ghs_1234_${'eyJhbGciOiJSUzI1NiJ9.'.repeat(18)}x-Y_z`;

describe('redact', () => {
  it.each([
    ['a long installation token', `bad ${long} end`, 'bad *** end'],
    ['a classic token', 'ghp_abcDEF123', '***'],
    ['a fine-grained token', '"github_pat_11AA_xyz"', '"***"'],
    ['a bearer header', 'authorization: Bearer abc.def-ghi=', 'authorization: Bearer ***'],
    ['a basic header', 'Basic eC1hY2Nlc3M6Zm9v', 'Basic ***'],
    ['an octokit header', 'authorization: "token sandbox:rita"', 'authorization: "token ***"'],
    ['a URL', 'https://x-access-token:abc@github.com/acme/shop.git', 'https://***@github.com/acme/shop.git'],
    ['a header of one short word', 'Authorization: Basic abc', 'Authorization: Basic ***'],
    ['a bearer without a header', 'sent Bearer abcDEFghiJKLmnoPQRstu', 'sent Bearer ***'],
    ['words', 'Run basic tests; bearer authentication', 'Run basic tests; bearer authentication'],
    [
      'words with both cases',
      'Basic TypeScript/JavaScript, basic https://x.example/v1',
      'Basic TypeScript/JavaScript, basic https://x.example/v1',
    ],
    ['nothing', 'the token of rita at git@github.com', 'the token of rita at git@github.com'],
  ])('%s', (_name, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('leaves no token wherever it stands', () => {
    const token = fc.stringMatching(/^gh[opsur]_[A-Za-z0-9_.-]{20,400}$/);
    fc.assert(
      fc.property(fc.string(), token, fc.string(), (before, secret, after) => {
        expect(redact(`${before} ${secret} ${after}`)).not.toContain(secret);
      }),
    );
  });
});

describe('cleaned', () => {
  it('takes out what moves a terminal or turns a line', () => {
    expect(cleaned('a\u001b[31mred\u001b[0m\r\nb\u202ec\u0007')).toBe('ared bc');
  });
  it('cuts what is too long for a line', () => {
    expect(cleaned('x'.repeat(9000))).toHaveLength(503);
  });
});
