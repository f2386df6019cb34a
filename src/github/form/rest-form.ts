import * as z from 'zod';

const person = z.object({ login: z.string() });
const release = z.object({
  id: z.number(),
  tag_name: z.string(),
  name: z.string().nullable(),
  body: z.string().nullish(),
  draft: z.boolean(),
  prerelease: z.boolean(),
  html_url: z.string(),
});
const comment = z.object({
  id: z.number(),
  body: z.string().optional(),
  user: person.nullable(),
  html_url: z.string(),
});
const issue = z.object({ number: z.number(), html_url: z.string() });
const listed = z.object({ number: z.number(), body: z.string().nullish() });
const milestone = z.object({ number: z.number(), title: z.string(), state: z.enum(['open', 'closed']) });
const pull = z.object({
  number: z.number(),
  html_url: z.string(),
  draft: z.boolean().optional(),
  head: z.object({ sha: z.string() }),
  user: person.nullable(),
});

/** What rel reads of the answers to its calls of REST, by method and path below `/repos/OWNER/NAME`. */
const forms: readonly (readonly [RegExp, z.ZodType])[] = [
  [/^GET releases$/, z.array(release)],
  [/^(?:POST releases|(?:GET|PATCH) releases\/\d+)$/, release],
  [/^GET issues\/\d+\/comments$/, z.array(comment)],
  [/^(?:POST issues\/\d+\/comments|(?:GET|PATCH) issues\/comments\/\d+)$/, comment],
  [/^(?:POST|GET) issues\/\d+\/labels$/, z.array(z.object({ name: z.string() }))],
  [/^GET issues$/, z.array(listed)],
  [/^POST issues$/, issue],
  [/^GET milestones$/, z.array(milestone)],
  [/^(?:POST milestones|PATCH milestones\/\d+)$/, milestone],
  [/^POST pulls$/, pull],
  [/^(?:GET labels\/[^/]+|POST labels)$/, z.object({ name: z.string() })],
  [/^GET rules\/branches\//, z.array(z.object({ type: z.string() }))],
  [/^GET branches\/[^/]+$/, z.object({ protected: z.boolean() })],
];

/** Whether the body of a good answer has the form that GitHub describes for it, as far as rel reads it. */
export function fitsCall(method: string, path: string, data: unknown): boolean {
  const below = /\/(?:repos\/[^/]+\/[^/]+|repositories\/\d+)\/(.*)$/.exec(path)?.[1];
  const form = forms.find(([call]) => below !== undefined && call.test(`${method} ${below}`));
  return form === undefined || form[1].safeParse(data).success;
}
