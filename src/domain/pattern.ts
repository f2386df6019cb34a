/** The fields a name pattern of the policy may hold: `rc/{version}`, `v{version}-rc.{n}`. */
export interface PatternFields {
  readonly version?: string;
  readonly n?: number;
}

const versionForm = '(?<version>\\d+\\.\\d+\\.\\d+)';
const numberForm = '(?<n>[1-9]\\d*)';

/** The name a pattern gives: `fillPattern('rc/{version}', { version: '1.8.0' })` is `rc/1.8.0`. */
export function fillPattern(pattern: string, fields: PatternFields): string {
  return pattern
    .replaceAll('{version}', fields.version ?? '{version}')
    .replaceAll('{n}', fields.n === undefined ? '{n}' : String(fields.n));
}

/** The fields of a name that fits the pattern, or null where it does not fit as a whole. */
export function matchPattern(pattern: string, name: string): PatternFields | null {
  const source = pattern
    .split(/(\{version\}|\{n\})/)
    .map((part) => (part === '{version}' ? versionForm : part === '{n}' ? numberForm : literal(part)))
    .join('');
  const groups = new RegExp(`^${source}$`).exec(name)?.groups;
  if (groups === undefined) return new RegExp(`^${source}$`).test(name) ? {} : null;
  return {
    ...(groups.version === undefined ? {} : { version: groups.version }),
    ...(groups.n === undefined ? {} : { n: Number(groups.n) }),
  };
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
