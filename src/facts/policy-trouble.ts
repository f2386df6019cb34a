import type { Trouble } from '../domain/errors.ts';
import type { loadPolicy, Problem } from '../policy/load.ts';

type Unusable = Extract<ReturnType<typeof loadPolicy>, { ok: false }>;

/** One problem with its place: `.releaserc.yaml:3:9: unknown key ...`. */
export const problemLine = ({ file, line, column, message, hint }: Problem): string =>
  `${file}:${line}:${column}: ${message}${hint === undefined ? '' : ` (${hint})`}`;

/** Why a policy cannot be used: every problem with its line and column, or whose file it is; `mend` says how. */
export function policyTrouble(loaded: Unusable, from: string, mend: string): Trouble {
  if (loaded.foreign !== undefined) {
    return {
      code: 'policy-foreign',
      message: `${from} is the configuration of ${loaded.foreign}, not a policy of rel (it has no \`version: 1\`)`,
      remedy: 'run: rel init, which writes .rel.yaml beside it; then commit and push that',
    };
  }
  const lines = loaded.problems.map(problemLine);
  return {
    code: 'policy-invalid',
    message: `the policy ${from} is not valid: ${lines.length === 1 ? 'one problem' : `${lines.length} problems`}`,
    why: lines.join('\n'),
    remedy: mend,
  };
}
