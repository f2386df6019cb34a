import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs GitHub's own command line tool, never through a shell: its output, or null where it is not there or fails. */
export async function runGh(args: readonly string[]): Promise<string | null> {
  try {
    return (await promisify(execFile)('gh', [...args], { timeout: 10_000 })).stdout;
  } catch {
    return null;
  }
}
