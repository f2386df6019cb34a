import { durationForm, durationMillis, isoOf, millisOf } from './time.ts';

/**
 * The moment that a person means by `--until`: a length of time from now (`12h`, `7d`), a day, whose end in UTC it is
 * (`2026-11-30`), or an ISO 8601 moment with its zone. ISO 8601, UTC; null where the text is none of these.
 *
 * @param now milliseconds since 1970
 */
export function untilOf(text: string, now: number): string | null {
  if (durationForm.test(text)) return isoOf(now + durationMillis(text));
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const day = millisOf(`${text}T00:00:00Z`);
    // Date.parse takes the 30th of February for a day of March.
    return day === null || !isoOf(day).startsWith(text) ? null : isoOf(day + 86_400_000);
  }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  const moment = millisOf(text);
  return moment === null ? null : isoOf(moment);
}
