export interface TokenSources {
  readonly host: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What was given on stdin with `--token-stdin`; it wins. */
  readonly stdinToken?: string;
  /** Runs `gh` with these arguments (never through a shell) and gives its stdout, or null where it failed. */
  readonly runGh: (args: readonly string[]) => Promise<string | null>;
}

/** The token for a host, or null where there is none. */
export async function findToken(_sources: TokenSources): Promise<string | null> {
  return null;
}

export interface RemoteSlug {
  readonly host: string;
  readonly owner: string;
  readonly name: string;
}

/** The repository a remote's URL names, or null where it is no `HOST/OWNER/NAME`. */
export function slugFromUrl(_url: string): RemoteSlug | null {
  return null;
}
