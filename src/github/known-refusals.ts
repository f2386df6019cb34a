import type { Answer } from './answer.ts';

/** What GitHub refuses in words that say more than its status, and who can do what about it. */
interface Known {
  readonly status: number;
  readonly words: RegExp;
  readonly why?: string;
  readonly remedy: string;
  /** The very same request is refused whoever sends it and whenever: it is done without. */
  readonly lasting?: true;
}

const known: readonly Known[] = [
  {
    status: 403,
    words: /is locked\b/i,
    why: 'its conversation is locked, and nobody may add to it',
    remedy: 'tell them there by other means, or unlock the conversation for the next time',
    lasting: true,
  },
  {
    status: 410,
    words: /(?:)/,
    why: 'it was deleted, or is switched off in this repository',
    remedy: 'do by hand what is missed of it, if anything',
    lasting: true,
  },
  {
    status: 422,
    words: /\bis too long\b/i,
    why: 'GitHub takes no text of that length',
    remedy: 'write it by hand, in fewer words',
    lasting: true,
  },
  {
    status: 451,
    words: /(?:)/,
    why: 'GitHub has closed it for legal reasons',
    remedy: 'ask the owner of the repository',
    lasting: true,
  },
  {
    status: 403,
    words: /archived so (?:it )?is read-only/i,
    remedy: 'ask an admin to unarchive the repository',
  },
  {
    status: 403,
    words: /IP allow list/i,
    remedy: 'come from an address that the organisation allows, or ask its owner to allow this one',
  },
  {
    status: 403,
    words: /forbids access via a (?:fine-grained )?personal access token/i,
    remedy: 'use a token of the kind that the organisation takes, which GitHub names above',
  },
  {
    status: 403,
    words: /OAuth App access restrictions/i,
    remedy:
      'ask an owner of the organisation to approve the app that made the token, or use a token of your own',
  },
  {
    status: 422,
    words: /creations being restricted|must have a valid tag/i,
    why: 'the tag of the release is not there, and a ruleset keeps this account from making it',
    remedy: 'ask an admin to let this account bypass "Restrict creations" for tags',
  },
];

/** What is known of this refusal; null where its words are none of these. */
export const knownRefusal = ({ status, message }: Answer): Known | null =>
  known.find((each) => each.status === status && each.words.test(message)) ?? null;
