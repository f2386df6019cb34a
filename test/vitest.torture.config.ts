import { suite } from './support/suite.ts';
import { LongFilesFirst } from './torture/support/long-files-first.ts';

/** `npm run test:torture`: kills, races, refusals, bad networks, hostile input, odd repositories. */
export default suite({
  include: ['test/torture/**/*.test.ts'],
  setup: ['test/torture/support/figures-table.ts'],
  sequencer: LongFilesFirst,
  timeout: 1_200_000,
});
