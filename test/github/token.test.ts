import { describe, expect, it } from 'vitest';
import { findToken, slugFromUrl, type TokenSources } from '../../src/github/token.ts';

const env = {
  GH_TOKEN: 'gh',
  GITHUB_TOKEN: 'github',
  GH_ENTERPRISE_TOKEN: 'ghe',
  GITHUB_ENTERPRISE_TOKEN: 'github-e',
};

describe('findToken', () => {
  const find = async (some: Partial<TokenSources>) => {
    const ran: (readonly string[])[] = [];
    const runGh = async (args: readonly string[]) => {
      ran.push(args);
      return 'of-gh\n';
    };
    return { token: (await findToken({ host: 'github.com', env: {}, runGh, ...some }))?.token ?? null, ran };
  };

  it.each([
    ['stdin first', { env, stdinToken: 'stdin\n' }, 'stdin'],
    ['then GH_TOKEN', { env }, 'gh'],
    ['then GITHUB_TOKEN', { env: { ...env, GH_TOKEN: ' ' } }, 'github'],
    ['the same for ghe.com', { env, host: 'acme.ghe.com' }, 'gh'],
    ['another host gets its own', { env, host: 'git.acme.example' }, 'ghe'],
    ['in the same order', { env: { ...env, GH_ENTERPRISE_TOKEN: '' }, host: 'git.acme.example' }, 'github-e'],
    ['a host that only looks like it', { env, host: 'evil-github.com' }, 'ghe'],
  ])('%s', async (_name, some, expected) => {
    const { token, ran } = await find(some);
    expect(token).toBe(expected);
    expect(ran).toEqual([]);
  });

  it('asks gh for the very host, and gives GH_TOKEN to no other', async () => {
    const { token, ran } = await find({
      host: 'git.acme.example',
      env: { GH_TOKEN: 'gh', GITHUB_TOKEN: 'x' },
    });
    expect(token).toBe('of-gh');
    expect(ran).toEqual([['auth', 'token', '--hostname', 'git.acme.example']]);
  });

  it('is null without gh', async () => {
    expect((await find({ runGh: async () => null })).token).toBeNull();
  });
});

describe('slugFromUrl', () => {
  const shop = (host: string) => ({ host, owner: 'acme', name: 'shop' });
  it.each([
    ['https://github.com/acme/shop', shop('github.com')],
    ['https://github.com/acme/shop.git', shop('github.com')],
    ['https://github.com/acme/shop/', shop('github.com')],
    ['https://GitHub.com/acme/shop.git/', shop('github.com')],
    ['https://x-access-token:secret@github.com/acme/shop.git', shop('github.com')],
    ['https://git.acme.example:8443/acme/shop.git', shop('git.acme.example:8443')],
    ['ssh://git@github.com/acme/shop.git', shop('github.com')],
    ['ssh://git@ssh.github.com:443/acme/shop.git', shop('github.com')],
    ['git@github.com:acme/shop.git', shop('github.com')],
    ['git@github.com:/acme/shop', shop('github.com')],
    ['github.com:acme/shop', shop('github.com')],
    ['git@github.com:acme/my.shop.git', { host: 'github.com', owner: 'acme', name: 'my.shop' }],
    ['/srv/git/acme/shop.git', null],
    ['../acme/shop', null],
    ['C:/acme/shop', null],
    ['file:///srv/acme/shop', null],
    ['https://github.com/acme', null],
    ['https://github.com/group/acme/shop', null],
    ['https://github.com/acme/-x y', null],
    ['https://github.com/acme/..', null],
    ['', null],
  ])('%s', (url, expected) => {
    expect(slugFromUrl(url)).toEqual(expected);
  });
});
