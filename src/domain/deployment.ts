import * as z from 'zod';

const name = z.string().min(1);

/** One thing to do in a deployment, and who does it. */
export const DeploymentItem = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/, 'small letters, digits and dashes'),
  text: name.describe('what has to be done'),
  role: name.describe('the role that does it'),
});

export type DeploymentItem = z.infer<typeof DeploymentItem>;

/** The issue that `rel promote` opens, from which operations deploy. */
export const Deployment = z.strictObject({
  issue: z
    .strictObject({
      title: name.default('Deploy {version}').describe('its title'),
      labels: z.array(name).default([]).describe('put on it; one that does not exist is made'),
      assignees: z.array(name).default([]).describe('logins'),
    })
    .prefault({}),
  checklist: name.optional().describe('the id of a checklist gate, whose items come first'),
  items: z.array(DeploymentItem).default([]).describe('what else has to be done, each by its role'),
});
export type Deployment = z.infer<typeof Deployment>;
