import * as z from 'zod';
import { created, ok, param, viewerOf } from './ask.ts';
import { notFound, refuse } from './refuse.ts';
import { type Route, reads, takes } from './route.ts';
import { gitTag } from './shapes/git.ts';

const NewTag = z.strictObject({
  tag: z.string(),
  message: z.string(),
  object: z.string(),
  type: z.enum(['commit', 'tree', 'blob']),
  tagger: z.strictObject({ name: z.string(), email: z.string(), date: z.string().optional() }).optional(),
});

/** Annotated tag objects. Making one does not make a ref (fact 48). */
export const routes: readonly Route[] = [
  reads('GET /repos/{owner}/{repo}/git/tags/{tag_sha}', {}, async (ask) => {
    const [object] = await ask.origin.objects([param(ask, 'tag_sha')]);
    if (object?.type !== 'tag') throw notFound();
    return ok(gitTag(ask, object));
  }),
  takes(
    'POST /repos/{owner}/{repo}/git/tags',
    { needs: 'write', permission: 'contents=write' },
    NewTag,
    async (ask, body) => {
      const { origin } = ask;
      const [target] = await origin.objects([body.object]);
      if (target?.type !== body.type) throw refuse(422, 'Object does not exist');
      const { name, email } = body.tagger ?? viewerOf(ask);
      const seconds = Math.floor(Date.parse(body.tagger?.date ?? new Date().toISOString()) / 1000);
      const text = [
        `object ${target.sha}`,
        `type ${body.type}`,
        `tag ${body.tag}`,
        `tagger ${name} <${email}> ${seconds} +0000`,
        '',
        body.message.endsWith('\n') ? body.message : `${body.message}\n`,
      ].join('\n');
      const made = await origin.run(['mktag'], { input: text });
      if (made.code !== 0) throw refuse(422, made.stderr.trim());
      const [object] = await origin.objects([made.stdout.toString().trim()]);
      if (object === undefined) throw notFound();
      return created(gitTag(ask, object));
    },
  ),
];
