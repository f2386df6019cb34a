import { fillPattern, matchPattern } from '../domain/pattern.ts';
import { Branches, Tags } from '../domain/policy.ts';
import { mapping, valueAt } from './data.ts';
import type { Complaint, Path } from './problem.ts';

/** A version and a number whose digits run into their neighbours where a pattern does not keep them apart. */
const sample = { version: '10.20.30', n: 45 };

interface Name {
  readonly path: Path;
  readonly pattern: string;
  readonly filled: string;
}

/** Branch and tag patterns that git refuses, or that one name could fit two of. */
export function nameComplaints(policy: unknown): Complaint[] {
  const branches = Branches.safeParse(valueAt(policy, ['branches']) ?? {});
  const tags = Tags.safeParse(valueAt(policy, ['tags']) ?? {});
  return [
    ...(branches.success ? groupComplaints(named('branches', branches.data), policy) : []),
    ...(tags.success ? [...groupComplaints(named('tags', tags.data), policy), ...fused(tags.data)] : []),
  ];
}

const named = (group: string, patterns: Readonly<Record<string, string>>): Name[] =>
  Object.entries(patterns).map(([key, pattern]) => ({
    path: [group, key],
    pattern,
    filled: fillPattern(pattern, sample),
  }));

function groupComplaints(names: readonly Name[], policy: unknown): Complaint[] {
  const refused = names.filter((name) => !isRefName(name.filled)).map(refusal);
  const pairs = names.flatMap((a, index) => names.slice(index + 1).map((b) => [a, b] as const));
  return [...refused, ...pairs.flatMap(([a, b]) => clash(a, b, policy))];
}

const refusal = ({ path, pattern }: Name): Complaint => ({
  path,
  on: 'value',
  message: `git does not take \`${pattern}\` as a name`,
  hint: 'see: git help check-ref-format',
});

function clash(a: Name, b: Name, policy: unknown): Complaint[] {
  // Said where something is written: the other one may be a default.
  const written = Object.hasOwn(mapping(valueAt(policy, b.path.slice(0, 1))), String(b.path[1])) ? b : a;
  const [one, two] = [`\`${String(a.path[1])}\``, `\`${String(b.path[1])}\``];
  const tell = (message: string): Complaint[] => [{ path: written.path, on: 'value', message }];
  if (matchPattern(a.pattern, b.filled) !== null || matchPattern(b.pattern, a.filled) !== null) {
    return tell(`a name may fit both ${one} (\`${a.pattern}\`) and ${two} (\`${b.pattern}\`)`);
  }
  // Git keeps a ref as a file: where `rc` is one, `rc/1.8.0` cannot be.
  if (a.filled.startsWith(`${b.filled}/`) || b.filled.startsWith(`${a.filled}/`)) {
    return tell(`git cannot hold both ${one} (\`${a.pattern}\`) and ${two} (\`${b.pattern}\`)`);
  }
  return [];
}

/** A candidate's tag whose version and number cannot be told apart again. */
function fused(tags: { readonly candidate: string }): Complaint[] {
  const back = matchPattern(tags.candidate, fillPattern(tags.candidate, sample));
  if (back?.version === sample.version && back.n === sample.n) return [];
  return [
    {
      path: ['tags', 'candidate'],
      on: 'value',
      message: `\`${tags.candidate}\` does not keep {version} and {n} apart`,
    },
  ];
}

/** What `git check-ref-format` refuses, and a leading dash, which `git branch` refuses. */
const unfit = /^-|^\/|\/$|\/\/|\.\.|@\{|^@$|(^|\/)\.|\.(lock)?(\/|$)|[\u0000-\u0020\u007f~^:?*[\\]/;

const isRefName = (name: string): boolean => !unfit.test(name);
