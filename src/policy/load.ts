import type { Policy } from '../domain/policy.ts';
import { mapping } from './data.ts';
import { isSemanticRelease } from './foreign.ts';
import { formComplaints } from './form.ts';
import { nameComplaints } from './names.ts';
import type { Complaint, Path, Problem } from './problem.ts';
import { references } from './references.ts';
import { PolicySchema } from './schema.ts';
import { readSource, type Source } from './source.ts';
import { unsupported } from './unsupported.ts';

export type { Problem } from './problem.ts';

/** A policy with its defaults filled in, or everything that is wrong with it. */
export type LoadedPolicy =
  | { readonly ok: true; readonly policy: Policy; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly foreign?: 'semantic-release' };

/**
 * Reads a policy's text (YAML or JSON). `file` is only what the problems call it. Never throws: all problems come
 * at once, in the order of their lines. A file of semantic-release is told apart by `foreign`.
 */
export function loadPolicy(text: string, file: string): LoadedPolicy {
  const { source, problems, warnings } = readSource(text, file);
  if (source === null) return refused(problems);
  const other = notOurs(source);
  if (other !== null) return other;
  const later = unsupported(source.value);
  const result = PolicySchema.safeParse(source.value);
  const form = formComplaints(result.error?.issues ?? [], source.value).filter(
    (complaint) => !later.some(({ within }) => isWithin(complaint.path, within)),
  );
  const linked = references(source.value);
  const complaints = [...later, ...form, ...linked.problems, ...nameComplaints(source.value)];
  const all = [...problems, ...complaints.map(source.problem)];
  if (all.length > 0 || !result.success) return refused(all);
  return {
    ok: true,
    policy: result.data,
    warnings: sorted([...warnings, ...linked.warnings.map(source.problem)]),
  };
}

/** What makes a text no policy of this rel at all, so that nothing else about it is worth saying. */
function notOurs(source: Source): LoadedPolicy | null {
  const { value } = source;
  const alone = (complaint: Pick<Complaint, 'message' | 'hint'>, path: Path = []): LoadedPolicy =>
    refused([source.problem({ path, on: 'value', ...complaint })]);
  if (value === null || value === undefined) {
    return alone({ message: 'the policy is empty', hint: 'run: rel init' });
  }
  if (typeof value !== 'object' || Array.isArray(value))
    return alone({ message: 'a policy is a mapping of keys' });
  if (isSemanticRelease(value)) {
    const message = 'this is a configuration of semantic-release, not a policy of rel (no `version: 1`)';
    const hint = 'rel reads .rel.yaml first where both tools are in use: rel init writes it';
    return {
      ...refused([source.problem({ path: [], on: 'value', message, hint })]),
      foreign: 'semantic-release',
    };
  }
  const { version } = mapping(value);
  if (version === undefined || version === 1) return null;
  const hint = 'write `version: 1`, or install the rel this policy was written for';
  return alone(
    {
      message: `this rel reads policies of version 1, not ${typeof version === 'object' ? 'a list or a mapping' : JSON.stringify(version)}`,
      hint,
    },
    ['version'],
  );
}

const refused = (problems: readonly Problem[]) => ({ ok: false as const, problems: sorted(problems) });

const sorted = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort((a, b) => a.line - b.line || a.column - b.column);

const isWithin = (path: Path, outer: Path): boolean => outer.every((part, index) => path[index] === part);
