import { gitSays, withoutSecrets } from './words.ts';

/** A git call that ended with an exit code nobody expected. Its text holds no credentials. */
export class GitFailure extends Error {
  /** Git's exit code; negative where git could not be started at all. */
  readonly code: number;
  readonly args: readonly string[];
  readonly stderr: string;

  constructor(args: readonly string[], code: number, stderr: string) {
    const shown = args.map(withoutSecrets);
    super(`git ${shown.join(' ')} ended with ${code}: ${gitSays(stderr) || 'it said nothing'}`);
    this.name = 'GitFailure';
    this.code = code;
    this.args = shown;
    this.stderr = withoutSecrets(stderr);
  }
}
