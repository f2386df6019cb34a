import type { RefName } from './git.ts';
import type { PushRuleKind } from './push-rules.ts';

/** One rule of a ref, as GitHub has it, with what is needed to tell whether a push breaks it. */
export interface RefRule {
  readonly kind: PushRuleKind;
  /** Whose it is: `the ruleset "Releases"`, `the branch protection of main`. */
  readonly by: string;
  /** Whether this token gets past it; `silently`: GitHub does not even say that it did. */
  readonly bypass: 'never' | 'by-request' | 'always' | 'silently' | 'unknown';
  /** The names that are to be passed or succeed: checks, workflows, environments, tools; the logins of `pushers`. */
  readonly names?: readonly string[];
  /** Not kept while a ref is created. */
  readonly notOnCreation?: boolean;
  /** What a name, a message or an address must keep. */
  readonly keep?: Kept;
  /** Globs of paths, or endings of files, that are not taken; the most characters of a path, or bytes of a file. */
  readonly files?: readonly string[];
  readonly most?: number;
}

export interface Kept {
  readonly operator: 'starts_with' | 'ends_with' | 'contains' | 'regex';
  readonly pattern: string;
  /** It must not fit. */
  readonly negate: boolean;
}

/** The rules of the refs that were asked for, as far as they could be read. */
export interface RefRules {
  readonly of: ReadonlyMap<RefName, readonly RefRule[]>;
  /** Those of every push, whatever the ref. */
  readonly ofPushes: readonly RefRule[];
  /** What may be there and could not be read, with the refs it is about; none: it was all read. */
  readonly hidden: readonly Hidden[];
}

export interface Hidden {
  /** `branch protection of main, rc/1.9.0`. */
  readonly what: string;
  readonly why: string;
  readonly permission: string | null;
}

/** Whether a text keeps what a rule asks for; null where the pattern is none that JavaScript understands (GitHub's is RE2). */
export function keeps({ operator, pattern, negate }: Kept, text: string): boolean | null {
  switch (operator) {
    case 'starts_with':
      return text.startsWith(pattern) !== negate;
    case 'ends_with':
      return text.endsWith(pattern) !== negate;
    case 'contains':
      return text.includes(pattern) !== negate;
    case 'regex': {
      const expression = compiled(pattern);
      return expression === null ? null : expression.test(text) !== negate;
    }
  }
}

/** RE2 has flags at the front (`(?i)`) and no other form that JavaScript lacks and people use. */
function compiled(pattern: string): RegExp | null {
  const [, flags = '', rest = pattern] = /^\(\?([ims]+)\)(.*)$/s.exec(pattern) ?? [];
  try {
    return new RegExp(rest.replaceAll('\\A', '^').replaceAll('\\z', '$'), flags);
  } catch {
    return null;
  }
}
