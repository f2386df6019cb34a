import { found, type Read, unreadable } from '../domain/errors.ts';
import type { RefName } from '../domain/git.ts';
import { fitsRefPattern } from '../domain/ref-pattern.ts';
import type { Hidden, RefRule, RefRules } from '../domain/ref-rules.ts';
import { askAliased, askOne } from './aliased.ts';
import type { Line } from './ask.ts';
import type { RefsAsked } from './forms.ts';
import { type Asker, rulesOfProtection, rulesOfUpdate } from './protection-rules.ts';
import { type ProtectionRules, protectionRules, type UpdateRule, updateRule } from './queries/protection.ts';
import { readRulesets } from './rulesets.ts';

type OfRefs = ReadonlyMap<RefName, readonly RefRule[]>;
interface Classic {
  readonly of: OfRefs;
  readonly hidden: readonly Hidden[];
}

/** See `GitHub.refRules`. */
export async function readRefRules(line: Line, asked: RefsAsked): Promise<RefRules> {
  const { refs, defaultBranch } = asked;
  const [classic, rulesets] = [await readClassic(line, asked), await readRulesets(line, refs, defaultBranch)];
  if (!rulesets.ok) {
    const permission = rulesets.permission ?? null;
    const hidden = { what: 'rulesets', why: rulesets.why, permission };
    return { of: classic.of, ofPushes: [], hidden: [...classic.hidden, hidden] };
  }
  const { of, ofPushes } = rulesets.value;
  return { of: together(refs, classic.of, of), ofPushes, hidden: classic.hidden };
}

const together = (refs: readonly RefName[], ...parts: readonly OfRefs[]): OfRefs =>
  new Map(refs.map((ref) => [ref, parts.flatMap((part) => part.get(ref) ?? [])]));

/** All of it for an admin; else what everybody may see of the branches that are there, and what stays hidden (fact 26). */
async function readClassic(line: Line, asked: RefsAsked): Promise<Classic> {
  const branches = asked.refs.filter((ref) => ref.startsWith('refs/heads/'));
  const asker = { login: asked.login, isAdmin: asked.isAdmin };
  if (asked.isAdmin) {
    const read = await readProtection(line);
    if (read.ok) return { of: protectionOf(read.value, branches, asker), hidden: [] };
  }
  const there = branches.filter((ref) => asked.there.includes(ref));
  const reads = await askAliased<RefName, UpdateRule>(line, there, {
    fields: updateRule,
    what: (ref) => `read how ${ref} is protected`,
    needs: 'contents: read',
    missing: () => found({ refUpdateRule: null }),
  });
  return { of: seenOf(reads), hidden: hiddenOf(branches, there, reads) };
}

async function readProtection(line: Line): Promise<Read<ProtectionRules>> {
  const read = await askOne<null, ProtectionRules>(line, null, {
    fields: protectionRules,
    what: () => 'read the branch protection',
    needs: admin,
    missing: () => unreadable('GitHub shows no branch protection to this token', admin),
  });
  return read.ok && read.value.pageInfo.hasNextPage ? unreadable('there are more than 100 rules') : read;
}

const admin = 'administration: read';

/** Of several patterns that fit, one without wildcards counts, else the oldest, which GitHub lists first. */
function protectionOf(rules: ProtectionRules, branches: readonly RefName[], asker: Asker): OfRefs {
  const all = (rules.nodes ?? []).flatMap((rule) => rule ?? []);
  return new Map(
    branches.map((ref) => {
      const name = ref.slice('refs/heads/'.length);
      const fitting = all.filter(({ pattern }) => fitsRefPattern(pattern, name));
      const rule = fitting.find(({ pattern }) => pattern === name) ?? fitting[0];
      return [ref, rule === undefined ? [] : rulesOfProtection(rule, asker)];
    }),
  );
}

const seenOf = (reads: ReadonlyMap<RefName, Read<UpdateRule>>): OfRefs =>
  new Map(
    [...reads].map(([ref, read]) => {
      const rule = read.ok ? read.value.refUpdateRule : null;
      return [ref, rule === null ? [] : rulesOfUpdate(rule)];
    }),
  );

function hiddenOf(
  branches: readonly RefName[],
  there: readonly RefName[],
  reads: ReadonlyMap<RefName, Read<UpdateRule>>,
): Hidden[] {
  const names = (refs: readonly RefName[]) => refs.map((ref) => ref.slice('refs/heads/'.length)).join(', ');
  const failed = [...reads].flatMap(([ref, read]) => (read.ok ? [] : [{ ref, why: read.why }]));
  const guarded = there.filter((ref) => {
    const read = reads.get(ref);
    return read?.ok === true && read.value.refUpdateRule !== null;
  });
  const absent = branches.filter((ref) => !there.includes(ref));
  const why = 'GitHub shows branch protection to admins only';
  const part = (what: string, refs: readonly RefName[]): Hidden[] =>
    refs.length === 0 ? [] : [{ what: `${what} ${names(refs)}`, why, permission: admin }];
  return [
    ...failed.map(({ ref, why: said }) => ({
      ...{ what: `the branch protection of ${names([ref])}`, why: said, permission: admin },
    })),
    ...part('the branch protection that is waiting for', absent),
    ...part('a lock, and required deployments, in the branch protection of', guarded),
  ];
}
