import type { Trouble } from '../domain/errors.ts';
import { seenJson } from '../domain/unseen.ts';

export interface EnvelopeParts {
  readonly command: string;
  readonly exit: number;
  readonly result: unknown;
  readonly plan: unknown;
  readonly warnings: readonly string[];
  readonly trouble: Trouble | null;
}

/**
 * The one JSON document of a command (contract.md, section 1). Whatever stands in it, a terminal shows it as text, and
 * GitHub Actions finds no workflow command in it.
 */
export function envelope(parts: EnvelopeParts): string {
  const { command, exit, result, plan, warnings, trouble } = parts;
  const error =
    trouble === null
      ? null
      : {
          code: trouble.code,
          message: trouble.message,
          ...(trouble.why === undefined ? {} : { why: trouble.why }),
          remedy: trouble.remedy,
        };
  const document = { rel: 1, command, ok: exit === 0, exit, result, plan, warnings, error };
  return `${seenJson(JSON.stringify(document, null, 2))}\n`;
}
