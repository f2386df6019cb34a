import { suite } from './support/suite.ts';

/** `npm run test:long`: what takes seconds to minutes each: stories of many commands, long tables on real git. */
export default suite({ include: ['test/**/*.long.test.ts'], timeout: 600_000 });
