import { createHash } from 'node:crypto';
import * as z from 'zod';

/** `TYPE BASE64 COMMENT`, as in a file that ends with `.pub`. */
const form =
  /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) ([A-Za-z0-9+/]{40,}={0,2})(?: [^\r\n]*)?$/;

/** A key whose signatures count in a signed ledger, and whose it is. */
export const LedgerKey = z.strictObject({
  login: z.string().min(1).describe('whose key it is'),
  key: z
    .string()
    .regex(form, 'a public ssh key, as in ~/.ssh/id_ed25519.pub: ssh-ed25519 AAAAC3...')
    .refine((key) => !form.test(key) || isWhole(key), 'is cut short, or of another type than it says')
    .describe('a public ssh key'),
  until: z
    .string()
    .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, 'the SHA of a commit of the ledger: git ls-remote origin REF')
    .optional()
    .describe('a commit of the ledger: the key counts for what was on record by then, and no longer'),
});
export type LedgerKey = z.infer<typeof LedgerKey>;

/** What a key is called wherever it is not written out, as `ssh-keygen -l` prints it: `SHA256:...`. */
export const fingerprintOf = (key: string): string => blobFingerprint(blobOf(key));

/** The same of the bytes that stand behind the key's type, and in its signatures. */
export const blobFingerprint = (blob: Buffer): string =>
  `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;

/** Whether this is the text of a public key that a policy may list. */
export const isPublicKey = (text: string): boolean => form.test(text) && isWhole(text);

const blobOf = (key: string): Buffer => Buffer.from(key.split(' ')[1] ?? '', 'base64');

/** The bytes begin with the type's name, each part with its length before it (RFC 4253, 6.6), and end with the last. */
function isWhole(key: string): boolean {
  const blob = blobOf(key);
  const [type = ''] = key.split(' ');
  let at = 0;
  for (let part = 0; at < blob.length; part++) {
    const length = at + 4 <= blob.length ? blob.readUInt32BE(at) : Number.POSITIVE_INFINITY;
    if (part === 0 && blob.toString('latin1', 4, 4 + length) !== type) return false;
    at += 4 + length;
  }
  return at === blob.length && at > 0;
}
