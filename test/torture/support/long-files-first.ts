import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes a minute or more: begun last, it would be waited for with one worker idle. */
const long =
  /\/torture\/(crash\/|network\/|repositories\/clones|races\/rivals|hostile\/(tokens|ledger)|refusals\/doctor)/;

/** The order of the files: those that take a minute or more, then as vitest has it. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => long.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
