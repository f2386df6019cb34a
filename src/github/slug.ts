export interface RemoteSlug {
  /** With the port where the URL is https and names one. */
  readonly host: string;
  readonly owner: string;
  readonly name: string;
}

/**
 * The repository that a remote's URL names, or null where it is no HOST/OWNER/NAME: a path, another scheme, a
 * deeper path. Takes https, ssh, git and the form of scp, with or without user, port, `.git` and a slash at the end.
 */
export function slugFromUrl(url: string): RemoteSlug | null {
  const parts = url.includes('://') ? fromUrl(url) : fromScp(url);
  if (parts === null) return null;
  const path = /^\/*([^/\s]+)\/([^/\s]+?)(?:\.git)?\/*$/.exec(parts.path);
  const [, owner, name] = path ?? [];
  if (owner === undefined || name === undefined || !isName(owner) || !isName(name)) return null;
  return { host: forApi(parts.host.toLowerCase()), owner, name };
}

/** The letters GitHub allows; nothing that could be a path or an option. */
const isName = (name: string): boolean =>
  /^[A-Za-z0-9_.][A-Za-z0-9_.-]*$/.test(name) && !/^\.\.?$/.test(name);

/** GitHub's ssh over the https port has a name of its own. */
const forApi = (host: string): string =>
  host === 'ssh.github.com' || host === 'www.github.com' ? 'github.com' : host;

function fromUrl(text: string): { host: string; path: string } | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (!/^(https?|ssh|git|git\+ssh):$/.test(url.protocol) || url.hostname === '') return null;
  // The port of ssh says nothing about the API.
  const host = url.protocol.startsWith('http') ? url.host : url.hostname;
  return { host, path: url.pathname };
}

function fromScp(text: string): { host: string; path: string } | null {
  const [, host, path] = /^(?:[^@/:\s]+@)?([A-Za-z0-9.-]{2,}):(?!\/\/)(\S+)$/.exec(text) ?? [];
  return host === undefined || path === undefined ? null : { host, path };
}
