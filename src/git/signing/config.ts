import { RelError } from '../../domain/errors.ts';
import { plumb } from '../process.ts';
import type { Repository } from '../repository.ts';
import { cleanLines } from '../words.ts';

/** How the user has told git to sign. */
export interface SigningConfig {
  readonly commits: boolean;
  readonly tags: boolean;
  readonly format: SignatureFormat;
  /** `user.signingKey`; null where it is not set. */
  readonly key: string | null;
  readonly program: string;
  /** `gpg.ssh.defaultKeyCommand`: asked for a key where there is no `key`. */
  readonly keyCommand: string | null;
}

export type SignatureFormat = keyof typeof programs;

const programs = { openpgp: 'gpg', x509: 'gpgsm', ssh: 'ssh-keygen' } as const;

const names =
  '^(commit\\.gpgsign|tag\\.(gpgsign|forcesignannotated)|user\\.signingkey|gpg\\.(format|program|(openpgp|x509|ssh)\\.program|ssh\\.defaultkeycommand))$';

/**
 * Whether and how the user's configuration signs what git commits and tags; null where it signs neither. One process,
 * and one more where a path begins with `~`. Throws RelError `signing-failed` where git would refuse the settings.
 */
export async function readSigningConfig(repo: Repository): Promise<SigningConfig | null> {
  return read(repo, false);
}

/** The same where rel signs what git would not sign by itself. Throws as `readSigningConfig` does. */
export async function readSigningSettings(repo: Repository): Promise<SigningConfig> {
  const config = await read(repo, true);
  if (config === null) throw new Error('no settings, although they were asked for');
  return config;
}

async function read(repo: Repository, always: boolean): Promise<SigningConfig | null> {
  const { stdout } = await plumb(repo.dir, ['config', '-z', '--get-regexp', names], { accept: [0, 1] });
  const entries = stdout.toString().split('\0').slice(0, -1).map(entryOf);
  const last = (...keys: string[]) => entries.findLast(({ key }) => keys.includes(key));
  const [commits, tags] = [
    isOn(last('commit.gpgsign')),
    isOn(last('tag.gpgsign')) || isOn(last('tag.forcesignannotated')),
  ];
  if (!commits && !tags && !always) return null;
  const format = formatOf(last('gpg.format')?.value ?? 'openpgp');
  const legacy = format === 'openpgp' ? ['gpg.program'] : [];
  const program = last(...legacy, `gpg.${format}.program`);
  const key = last('user.signingkey');
  return {
    commits,
    tags,
    format,
    key: format === 'ssh' ? await expanded(repo, key) : (key?.value ?? null),
    program: (await expanded(repo, program)) ?? programs[format],
    keyCommand: last('gpg.ssh.defaultkeycommand')?.value ?? null,
  };
}

interface Entry {
  readonly key: string;
  /** null: the name stands alone, which git reads as true. */
  readonly value: string | null;
}

function entryOf(text: string): Entry {
  const end = text.indexOf('\n');
  return end === -1 ? { key: text, value: null } : { key: text.slice(0, end), value: text.slice(end + 1) };
}

/** A boolean as git reads it (`git help config`, "boolean"). */
function isOn(entry: Entry | undefined): boolean {
  if (entry === undefined) return false;
  const { key, value } = entry;
  if (value === null || /^(true|yes|on)$/i.test(value)) return true;
  if (/^(false|no|off|)$/i.test(value)) return false;
  if (/^[-+]?\d+[kmg]?$/i.test(value)) return Number.parseInt(value, 10) !== 0;
  throw refused(key, value, `${key} is true or false`);
}

function formatOf(value: string): SignatureFormat {
  const format = (Object.keys(programs) as SignatureFormat[]).find((name) => name === value);
  if (format === undefined)
    throw refused('gpg.format', value, `gpg.format is one of ${Object.keys(programs).join(', ')}`);
  return format;
}

/** A path with its `~/` or `~user/` filled in by git. */
async function expanded(repo: Repository, entry: Entry | undefined): Promise<string | null> {
  if (entry?.value?.startsWith('~') !== true) return entry?.value ?? null;
  const { stdout } = await plumb(repo.dir, ['config', '-z', '--type=path', '--get', entry.key]);
  return stdout.toString().replace(/\0$/, '');
}

const refused = (key: string, value: string, rule: string): RelError =>
  new RelError({
    code: 'signing-failed',
    message: `git's setting ${key} is \`${cleanLines(value).join(' ')}\`, which git does not know; nothing was changed`,
    why: `what rel commits is signed as git would sign it; ${rule}`,
    remedy: `run: git config --show-origin --get-all ${key}, and correct it there`,
  });
