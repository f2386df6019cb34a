import type { FindingKind } from '../../domain/pick-request.ts';
import { type Finding, findingText, type Proof } from '../../domain/proof.ts';
import type { Forecast } from './forecast.ts';

/**
 * What becomes of a clean pick where nobody looks before it is made: refused where its findings are among those that
 * the policy's `pick.review` names, else as it was. A conflict that a person resolved has been looked at.
 */
export function unlessLookedAt(forecast: Forecast, review: readonly FindingKind[]): Forecast {
  if (forecast.outcome !== 'picked' || (forecast.source.change ?? null) !== null) return forecast;
  const { source, proof } = forecast;
  const stopping = (proof?.findings ?? []).filter(({ kind }) => review.includes(kind));
  if (proof === undefined || stopping.length === 0) return forecast;
  const reason = stopping.map(findingText).join('; ');
  return { source, outcome: 'refused', refusal: { reason, remedy: '', unseen: true }, proof };
}

/** What a pick's row says of its proof. */
export const proofRow = (proof: Proof | undefined) =>
  proof === undefined
    ? {}
    : { ...proofRecord(proof), ...(proof.rangeDiff === null ? {} : { rangeDiff: proof.rangeDiff }) };

/** What goes on record of it. */
export const proofRecord = (proof: Proof | undefined): { proof?: Proof['proof']; findings?: Finding[] } =>
  proof === undefined
    ? {}
    : { proof: proof.proof, ...(proof.findings.length === 0 ? {} : { findings: [...proof.findings] }) };
