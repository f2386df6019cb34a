import { suite } from './support/suite.ts';

/** `npm test`, below two minutes on two cores: needs Node, git and OpenSSH's ssh-keygen, nothing else, and no network. */
export default suite({
  include: ['test/**/*.test.ts'],
  exclude: ['test/**/*.long.test.ts', 'test/peers/**', 'test/torture/**/*.test.ts'],
  timeout: 240_000,
});
