import { execFileSync } from 'node:child_process';

/** Builds the CLI once before the tests, so that no scenario ever runs yesterday's code. */
export default function build(): void {
  execFileSync('npm', ['run', 'build', '--silent'], { stdio: 'inherit' });
}
