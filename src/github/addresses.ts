import { RelError } from '../domain/errors.ts';
import { cleaned } from './redact.ts';

/** Where a GitHub is, as it was told; see `ConnectOptions`. */
interface Address {
  readonly host: string;
  readonly apiUrl?: string;
}

/** The host's name and its REST base; Octokit derives `/api/graphql` from `/api/v3` itself (fact 42). */
export function addresses({ host, apiUrl }: Address): {
  readonly host: string;
  readonly apiUrl: string;
} {
  const base = apiUrl ?? (host.includes('://') ? host : apiOf(host.toLowerCase()));
  const name = host.includes('://') && URL.canParse(host) ? new URL(host).host : host.toLowerCase();
  if (URL.canParse(base) && /^https?:$/.test(new URL(base).protocol)) {
    return { host: name, apiUrl: base.replace(/\/+$/, '') };
  }
  const message = `${cleaned(base)} is no address of a GitHub`;
  throw new RelError({ code: 'usage', message, remedy: 'give a host such as github.com, or an https URL' });
}

function apiOf(host: string): string {
  if (host === 'github.com') return 'https://api.github.com';
  return host.endsWith('.ghe.com') ? `https://api.${host}` : `https://${host}/api/v3`;
}
