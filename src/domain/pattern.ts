/** The fields a name pattern of the policy may hold: `rc/{version}`, `v{version}-rc.{n}`. */
export interface PatternFields {
  readonly version?: string;
  readonly n?: number;
}

// No leading zeros, and no more digits than a number holds exactly: `v2024.01.15` is somebody else's tag.
const numeral = '(?:0|[1-9]\\d{0,14})';
const versionForm = `(?<version>${numeral}\\.${numeral}\\.${numeral})`;
const numberForm = '(?<n>[1-9]\\d{0,14})';

/** True for MAJOR.MINOR.PATCH without leading zeros, the only form a train's version has. */
export const isVersion = (text: string): boolean => new RegExp(`^${versionForm}$`).test(text);

/** The name a pattern gives: `fillPattern('rc/{version}', { version: '1.8.0' })` is `rc/1.8.0`. */
export function fillPattern(pattern: string, fields: PatternFields): string {
  return pattern
    .replaceAll('{version}', fields.version ?? '{version}')
    .replaceAll('{n}', fields.n === undefined ? '{n}' : String(fields.n));
}

/** The fields of a name that fits the pattern, or null where it does not fit as a whole. */
export function matchPattern(pattern: string, name: string): PatternFields | null {
  const fits = formOf(pattern).exec(name);
  if (fits === null) return null;
  const { groups = {} } = fits;
  return {
    ...(groups.version === undefined ? {} : { version: groups.version }),
    ...(groups.n === undefined ? {} : { n: Number(groups.n) }),
  };
}

const forms = new Map<string, RegExp>();

/** A remote's every ref is held against the few patterns of a policy. */
function formOf(pattern: string): RegExp {
  const known = forms.get(pattern);
  if (known !== undefined) return known;
  const source = pattern
    .split(/(\{version\}|\{n\})/)
    .map((part) => (part === '{version}' ? versionForm : part === '{n}' ? numberForm : literal(part)))
    .join('');
  const form = new RegExp(`^${source}$`);
  forms.set(pattern, form);
  return form;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
