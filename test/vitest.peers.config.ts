import { suite } from './support/suite.ts';

/** `npm run test:peers`: other people's programs (`gh`, `openssl`, `gpg`), which `.ci/run` installs. */
export default suite({ include: ['test/peers/**/*.test.ts'], timeout: 120_000 });
