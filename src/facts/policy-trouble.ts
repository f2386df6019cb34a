import type { Trouble } from '../domain/errors.ts';
import type { loadPolicy } from '../policy/load.ts';

type Unusable = Extract<ReturnType<typeof loadPolicy>, { ok: false }>;

/** Why a policy cannot be used: every problem with its line and column, or whose file it is. */
export function policyTrouble(loaded: Unusable, from: string): Trouble {
  if (loaded.foreign !== undefined) {
    return {
      code: 'policy-foreign',
      message: `${from} is the configuration of ${loaded.foreign}, not a policy of rel (it has no \`version: 1\`)`,
      remedy: 'run: rel init, which writes .rel.yaml where both tools are in use',
    };
  }
  const lines = loaded.problems.map(
    (p) => `${p.file}:${p.line}:${p.column}: ${p.message}${p.hint === undefined ? '' : ` (${p.hint})`}`,
  );
  return {
    code: 'policy-invalid',
    message: `the policy ${from} is not valid: ${lines.length === 1 ? 'one problem' : `${lines.length} problems`}`,
    why: lines.join('\n'),
    remedy: 'mend them, then run: rel policy check',
  };
}
