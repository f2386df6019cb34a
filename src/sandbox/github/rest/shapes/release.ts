import { nodeId } from '../../node-id.ts';
import type { Deployment, DeploymentStatus, Release } from '../../state.ts';
import { repoApi, repoWeb, type World } from '../ask.ts';
import { simpleUser } from './user.ts';

/** GitHub's `release`. A draft has no tag and no public page: its address says `untagged`. */
export function release(world: World, item: Release) {
  const api = repoApi(world);
  const web = repoWeb(world);
  const url = `${api}/releases/${item.id}`;
  const tag = item.tag.split('/').map(encodeURIComponent).join('/');
  const page = item.draft ? `untagged-${item.id.toString(16).padStart(20, '0')}` : tag;
  return {
    url,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    html_url: `${web}/releases/tag/${page}`,
    id: item.id,
    author: simpleUser(world, item.author),
    node_id: nodeId('release', item.id),
    tag_name: item.tag,
    target_commitish: item.target,
    name: item.name,
    draft: item.draft,
    immutable: item.immutable,
    prerelease: item.prerelease,
    created_at: item.createdAt,
    published_at: item.publishedAt,
    assets: [],
    tarball_url: item.draft ? null : `${api}/tarball/${tag}`,
    zipball_url: item.draft ? null : `${api}/zipball/${tag}`,
    body: item.body,
  };
}

/** GitHub's `deployment`. */
export function deployment(world: World, item: Deployment) {
  const url = `${repoApi(world)}/deployments/${item.id}`;
  return {
    url,
    id: item.id,
    node_id: nodeId('deployment', item.id),
    sha: item.sha,
    ref: item.ref,
    task: item.task,
    payload: item.payload ?? {},
    original_environment: item.environment,
    environment: item.environment,
    description: item.description,
    creator: simpleUser(world, item.creator),
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    statuses_url: `${url}/statuses`,
    repository_url: repoApi(world),
  };
}

/** GitHub's `deployment-status`. */
export function deploymentStatus(world: World, on: Deployment, item: DeploymentStatus) {
  const url = `${repoApi(world)}/deployments/${on.id}`;
  return {
    url: `${url}/statuses/${item.id}`,
    id: item.id,
    node_id: nodeId('deploymentStatus', item.id),
    state: item.state,
    creator: simpleUser(world, item.creator),
    description: item.description,
    environment: on.environment,
    target_url: item.logUrl,
    created_at: item.createdAt,
    updated_at: item.createdAt,
    deployment_url: url,
    repository_url: repoApi(world),
    environment_url: item.environmentUrl,
    log_url: item.logUrl,
  };
}
