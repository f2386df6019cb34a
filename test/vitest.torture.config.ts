import { suite } from './support/suite.ts';

/** `npm run test:torture`: kills, races, refusals, bad networks, hostile input, odd repositories. */
export default suite({
  include: ['test/torture/**/*.test.ts'],
  setup: ['test/torture/support/figures-table.ts'],
  timeout: 1_200_000,
});
