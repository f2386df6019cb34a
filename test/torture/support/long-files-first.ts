import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Where one file takes minutes: begun last, it would be waited for with one worker idle. */
const long = /\/torture\/(crash|network)\//;

/** The order of the files: those that take minutes, then as vitest has it. */
export class LongFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => long.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
