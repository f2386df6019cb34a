/**
 * The closed list of what can go wrong in a way a person can mend, each with the exit code the contract gives it.
 * Everything else is a bug and ends with 1. main.ts is the only reader of the exit codes.
 */
export const errorCodes = {
  usage: 2,
  'no-repository': 2,
  'no-remote': 2,
  'no-policy': 2,
  'policy-invalid': 2,
  'policy-foreign': 2,
  'unknown-version': 2,
  'version-needed': 2,
  'unknown-pull-request': 2,
  'pull-request-not-merged': 2,
  'unknown-branch': 2,
  'unknown-commit': 2,
  'unknown-stage': 2,
  'already-exists': 2,
  'file-unreadable': 2,
  'git-too-old': 2,
  'git-crashed': 2,
  'shallow-clone': 2,
  'clone-damaged': 2,
  'clone-read-only': 2,
  'disk-full': 2,
  'nothing-pending': 2,
  'signing-failed': 2,
  'gate-failed': 3,
  'candidate-outdated': 3,
  'fixes-missing': 3,
  'version-order': 3,
  'on-hold': 3,
  'train-closed': 3,
  'fixes-lost': 3,
  'role-not-held': 3,
  'ledger-broken': 3,
  'policy-doubtful': 3,
  'not-ready': 3,
  conflict: 4,
  'review-needed': 4,
  'foreign-branch': 4,
  'merged-otherwise': 4,
  moved: 5,
  'github-refused': 6,
  'github-unreachable': 6,
  'rate-limited': 6,
  'remote-unreachable': 6,
  'push-refused': 6,
  'no-token': 6,
  'ledger-key': 6,
  pending: 7,
  'operation-running': 7,
  interrupted: 130,
  internal: 1,
} as const;

export type ErrorCode = keyof typeof errorCodes;
export type ExitCode = 0 | (typeof errorCodes)[ErrorCode];

/** How a remedy says it, as its last part: where an operation is pending by then, another command takes its place. */
export const again = 'run the same command again';

/** What an error says: what happened (`message`), why, and the next command to type or person to ask (`remedy`). */
export interface Trouble {
  readonly code: ErrorCode;
  readonly message: string;
  readonly why?: string;
  readonly remedy: string;
  /** No later time and no other account mends it: what comes after a push is done without it, and not tried again. */
  readonly lasting?: true;
}

/** Expected trouble that ends the command. Conflicts, verdicts and "nothing to do" are values, not this. */
export class RelError extends Error {
  readonly code: ErrorCode;
  readonly why: string | undefined;
  readonly remedy: string;
  readonly lasting: boolean;

  constructor(trouble: Trouble, cause?: unknown) {
    super(trouble.message, { cause });
    this.name = 'RelError';
    this.code = trouble.code;
    this.why = trouble.why;
    this.remedy = trouble.remedy;
    this.lasting = trouble.lasting === true;
  }

  /** What it says, as a value. */
  get trouble(): Trouble {
    const why = this.why === undefined ? {} : { why: this.why };
    return { code: this.code, message: this.message, remedy: this.remedy, ...why };
  }

  /** The exit code the contract gives this error. */
  get exit(): ExitCode {
    return errorCodes[this.code];
  }
}

/** What was read, or why it could not be: a read never turns a failure into an empty answer. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: string; readonly permission?: string };

export const found = <T>(value: T): Read<T> => ({ ok: true, value });
export const unreadable = (why: string, permission?: string): Read<never> =>
  permission === undefined ? { ok: false, why } : { ok: false, why, permission };
