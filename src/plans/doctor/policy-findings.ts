import type { DoctorFinding } from '../../domain/doctor.ts';
import type { PolicyFindings } from '../../domain/doctor-facts.ts';
import { ok, problem, unknown, warning } from './finding.ts';

/** The policy: that there is one, that it is valid, and what it asks for that nothing can bring about. */
export function policyFindings({ from, trouble, warnings, notLookedAt }: PolicyFindings): DoctorFinding[] {
  if (trouble !== null)
    return [
      problem(
        { code: codes[trouble.code] ?? 'policy.unread', area: 'policy', message: trouble.message },
        { means: trouble.why ?? null, remedy: trouble.remedy },
      ),
    ];
  if (from === null) return [];
  return [
    ok({ code: 'policy.valid', area: 'policy', message: `${from} is valid` }),
    ...warnings.map(({ code, message, hint, line, gate }) =>
      warning(
        { code: `policy.${code}`, area: 'policy', message: `line ${line}: ${message}` },
        {
          means: gate === null ? null : `the gate ${gate.id} of ${gate.stage} cannot pass as things stand`,
          remedy: hint ?? 'run: rel policy check',
        },
      ),
    ),
    ...notLookedAt.map(({ what, why }) =>
      unknown(
        { code: 'policy.not-looked-at', area: 'policy', message: what },
        { means: why, remedy: 'run: rel policy check' },
      ),
    ),
  ];
}

const codes: Readonly<Record<string, string>> = {
  'no-policy': 'policy.none',
  'policy-foreign': 'policy.foreign',
  'policy-invalid': 'policy.invalid',
};
