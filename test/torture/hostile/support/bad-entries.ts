/** A sign-off that would count, as rel writes it. */
export const signOff = (sha: string) => ({
  ...{ rel: 1, kind: 'sign-off', id: '0123456789abcdef0123', at: '2026-11-21T10:00:00.000Z' },
  ...{ version: '1.8.0', judgements: [], actor: { login: 'quinn', source: 'github' } },
  ...{ role: 'qa', decision: 'approved', sha, candidate: 'v1.8.0-rc.1' },
});
export type SignOff = ReturnType<typeof signOff>;

/** Where it belongs. */
export const signOffName = '2026-11-21T100000.000Z-sign-off-0123456789abcdef0123.json';

const deep = (times: number): string => '['.repeat(times) + ']'.repeat(times);

/** The sign-off with other fields. */
const but =
  (fields: Readonly<Record<string, unknown>>) =>
  (entry: SignOff): string =>
    JSON.stringify({ ...entry, ...fields });

/** What is no entry that can be understood, by what is wrong with it: each is nearly the sign-off. */
export const badEntries: Readonly<Record<string, (entry: SignOff) => string | Buffer>> = {
  'of a newer rel': but({ rel: 2 }),
  'of an older rel': but({ rel: 0 }),
  'of a rel in words': but({ rel: '1' }),
  'of no rel': but({ rel: undefined }),
  'of an unknown kind': but({ kind: 'teleport' }),
  'of the kind __proto__': but({ kind: '__proto__' }),
  'of the kind constructor': but({ kind: 'constructor' }),
  'of several kinds': but({ kind: ['sign-off'] }),
  'all in __proto__': (entry) => `{"__proto__":${JSON.stringify(entry)}}`,
  'a decision of its own': but({ decision: 'APPROVED' }),
  'a name for a SHA': but({ sha: 'refs/heads/rc/1.8.0' }),
  'an option for a SHA': but({ sha: '--upload-pack=touch Zx' }),
  'an abbreviated SHA': (entry) => but({ sha: entry.sha.slice(0, 12) })(entry),
  'a SHA with a line behind it': (entry) => but({ sha: `${entry.sha}\n` })(entry),
  'nobody who acts': but({ actor: null }),
  'a list that acts': but({ actor: [{ login: 'quinn', source: 'github' }] }),
  'somebody from elsewhere': but({ actor: { login: 'quinn', source: 'believe me' } }),
  'judgements that are none': but({ judgements: { length: 0 } }),
  'judgements that go deep': (entry) => but({ judgements: 'X' })(entry).replace('"X"', deep(5000)),
  'a version that is a folder': but({ version: '..' }),
  'an id that is none': but({ id: '' }),
  'half a character': but({ id: '\ud800' }),
  'a time that is a number': but({ at: 1 }),
  'a time that is none': but({ at: 'tomorrow' }),
  'a time with a zone': but({ at: '2026-11-21T10:00:00+02:00' }),
  'a time after all others': but({ at: '+275760-09-13T00:00:00.000Z' }),
  'a list': (entry) => JSON.stringify([entry]),
  nothing: () => '',
  null: () => 'null',
  'a number for ever': () => '9'.repeat(1_000_000),
  'a text': (entry) => JSON.stringify(JSON.stringify(entry)),
  'two at once': (entry) => JSON.stringify(entry).repeat(2),
  'cut off': (entry) => JSON.stringify(entry).slice(0, -1),
  'with NUL': (entry) => `${JSON.stringify(entry)}\0`,
  'with a mark of byte order': (entry) => `\ufeff${JSON.stringify(entry)}`,
  'in UTF-16': (entry) => Buffer.from(JSON.stringify(entry), 'utf16le'),
  'nested without end': () => '['.repeat(1_000_000),
  'nested and closed': () => deep(1_000_000),
  YAML: (entry) =>
    Object.entries(entry)
      .flatMap((pair) => pair.join(': '))
      .join('\n'),
};
