/** Milliseconds since 1970 of an ISO 8601 time, or null where it is absent or no time at all. */
export function millisOf(iso: string | null): number | null {
  if (iso === null) return null;
  const millis = Date.parse(iso);
  return Number.isNaN(millis) ? null : millis;
}

/** ISO 8601, UTC, of milliseconds since 1970. */
export const isoOf = (millis: number): string => new Date(millis).toISOString();

/** An ISO 8601 time in UTC as a person reads it, to the minute: `2026-11-23 07:20 UTC`. */
export const minuteOf = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

/** The form of a length of time in the policy: whole hours or days. */
export const durationForm = /^[1-9]\d{0,4}[hd]$/;

/** `36h` or `7d` in milliseconds; throws where the text has not the form `durationForm`. */
export function durationMillis(text: string): number {
  if (!durationForm.test(text)) throw new Error(`"${text}" is no duration such as 36h or 7d`);
  return Number(text.slice(0, -1)) * (text.endsWith('h') ? 3_600_000 : 86_400_000);
}
