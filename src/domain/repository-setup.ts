/** What GitHub says of a repository and of the token that asks: read only, by one request. */
export interface RepositorySetup {
  readonly archived: boolean;
  readonly disabled: boolean;
  readonly issues: boolean;
  /** PRs may be merged by a merge commit. */
  readonly mergeCommits: boolean;
  readonly defaultBranch: string;
  /** What the token's owner may do there; null where GitHub does not say. */
  readonly role: 'admin' | 'maintain' | 'write' | 'triage' | 'read' | null;
  readonly token: TokenFacts;
}

/** What the headers of an answer say of the token (facts 4 and 11). */
export interface TokenFacts {
  /** The scopes of a classic token; null for any other. */
  readonly scopes: readonly string[] | null;
  /** When it ends, as GitHub writes it; null: it does not say. */
  readonly expires: string | null;
  readonly limit: { readonly left: number; readonly of: number; readonly resetsAt: number } | null;
  /** GitHub's clock, in milliseconds since 1970; null where the answer had none. */
  readonly clock: number | null;
}

/** The kind of a token by how it begins (fact 40); GitHub's own forms, never more than that of it. */
export type TokenKind = 'classic' | 'fine-grained' | 'oauth' | 'installation' | 'app-user' | 'other';

export function tokenKindOf(token: string): TokenKind {
  if (token.startsWith('github_pat_')) return 'fine-grained';
  const kinds: Readonly<Record<string, TokenKind>> = {
    ghp_: 'classic',
    gho_: 'oauth',
    ghs_: 'installation',
    ghu_: 'app-user',
  };
  return kinds[token.slice(0, 4)] ?? 'other';
}
