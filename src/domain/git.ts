import * as z from 'zod';

/** A whole object name: 40 (SHA-1) or 64 (SHA-256) lower-case hexadecimal digits. Never abbreviated in data. */
export const Sha = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, 'a whole SHA');
export type Sha = z.infer<typeof Sha>;

/** A full ref name (`refs/heads/devel`). */
export const RefName = z.string().regex(/^refs\/[^\s\0]+$/, 'a full ref name');
export type RefName = z.infer<typeof RefName>;

/**
 * A ref name as `git check-ref-format` has it, at least two parts after `refs/`: what a journal or a saved plan says is
 * not taken for more than a name.
 */
export const WellFormedRef = RefName.regex(
  /^refs\/(?!.*(?:\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|[/.]$))[^\u0000-\u0020\u007f~^:?*[\\/]+\/[^\u0000-\u0020\u007f~^:?*[\\]+$/,
  'a ref name that git takes',
);

/** A ref that rel moves: a branch, a tag, or one of its own. */
export const MovedRef = WellFormedRef.regex(
  /^refs\/(?:heads|tags|rel)\//,
  'a branch, a tag, or below refs/rel/',
);

/** Who and when, as git writes it: `when` is `SECONDS TIMEZONE`, for example `1732147200 +0100`. */
export const Signature = z.object({
  name: z.string().regex(/^[^<>\n\0]*$/, 'a name that git could keep'),
  email: z.string().regex(/^[^<>\n\0]*$/, 'an address that git could keep'),
  when: z.string().regex(/^\d+ [+-]\d{4}$/),
});
export type Signature = z.infer<typeof Signature>;

/** One ref on the remote: what it points at, and the commit behind it where that is an annotated tag. */
export interface RemoteRef {
  readonly name: RefName;
  readonly sha: Sha;
  /** The commit: `sha` itself, or what the annotated tag peels to. */
  readonly commit: Sha;
}

/** The refs of the remote as one reading of it, by full name. */
export type RemoteRefs = ReadonlyMap<RefName, RemoteRef>;

/** What moves one ref: from the SHA it must be at (null: must not exist) to the one it shall be at. */
export const RefMove = z.object({ ref: RefName, from: Sha.nullable(), to: Sha });
export type RefMove = z.infer<typeof RefMove>;

/** The same, or one that takes a ref away (`to` null). */
export const RefChange = RefMove.extend({ to: Sha.nullable() });
export type RefChange = z.infer<typeof RefChange>;

/** Ten digits of a SHA: for people; data has the whole of it. */
export const short = (sha: Sha): string => sha.slice(0, 10);
