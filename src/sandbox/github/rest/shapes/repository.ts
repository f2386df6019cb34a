import { nodeId } from '../../node-id.ts';
import { permissionOf } from '../../people.ts';
import type { User } from '../../state.ts';
import { repoApi, repoWeb, type World } from '../ask.ts';
import { simpleUser } from './user.ts';

const branches = {
  archive: '/{archive_format}{/ref}',
  assignees: '/assignees{/user}',
  blobs: '/git/blobs{/sha}',
  branches: '/branches{/branch}',
  collaborators: '/collaborators{/collaborator}',
  comments: '/comments{/number}',
  commits: '/commits{/sha}',
  compare: '/compare/{base}...{head}',
  contents: '/contents/{+path}',
  contributors: '/contributors',
  deployments: '/deployments',
  downloads: '/downloads',
  events: '/events',
  forks: '/forks',
  git_commits: '/git/commits{/sha}',
  git_refs: '/git/refs{/sha}',
  git_tags: '/git/tags{/sha}',
  hooks: '/hooks',
  issue_comment: '/issues/comments{/number}',
  issue_events: '/issues/events{/number}',
  issues: '/issues{/number}',
  keys: '/keys{/key_id}',
  labels: '/labels{/name}',
  languages: '/languages',
  merges: '/merges',
  milestones: '/milestones{/number}',
  notifications: '/notifications{?since,all,participating}',
  pulls: '/pulls{/number}',
  releases: '/releases{/id}',
  stargazers: '/stargazers',
  statuses: '/statuses/{sha}',
  subscribers: '/subscribers',
  subscription: '/subscription',
  tags: '/tags',
  teams: '/teams',
  trees: '/git/trees{/sha}',
};

/** GitHub's `minimal-repository`. */
export function minimalRepository(world: World) {
  const { owner, name } = world.state;
  const api = repoApi(world);
  const urls = Object.entries(branches).map(([key, path]) => [`${key}_url`, `${api}${path}`]);
  return {
    id: 1,
    node_id: nodeId('repository', 1),
    name,
    full_name: `${owner}/${name}`,
    private: false,
    owner: simpleUser(world, owner),
    html_url: repoWeb(world),
    description: null,
    fork: false,
    url: api,
    ...(Object.fromEntries(urls) as Record<`${keyof typeof branches}_url`, string>),
  };
}

/** GitHub's `repository`, as it stands within a PR's head and base. */
export function repository(world: World) {
  const { state } = world;
  const { settings = {} } = state;
  const web = repoWeb(world);
  const open = state.issues.filter((issue) => issue.state === 'open').length;
  return {
    ...minimalRepository(world),
    clone_url: `${web}.git`,
    git_url: `${web}.git`,
    ssh_url: `${web}.git`,
    svn_url: web,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    size: 0,
    default_branch: state.defaultBranch,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    open_issues: open,
    open_issues_count: open,
    is_template: false,
    topics: [],
    has_issues: settings.issues ?? true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: false,
    has_discussions: false,
    archived: settings.archived ?? false,
    disabled: false,
    visibility: 'public',
    pushed_at: state.createdAt,
    created_at: state.createdAt,
    updated_at: state.createdAt,
    allow_rebase_merge: true,
    allow_squash_merge: true,
    allow_merge_commit: settings.mergeCommits ?? true,
    allow_auto_merge: false,
    delete_branch_on_merge: false,
    allow_forking: true,
    web_commit_signoff_required: false,
  };
}

/** GitHub's `full-repository`, with what the viewer may do. */
export function fullRepository(world: World, viewer: User | null) {
  const given = viewer === null ? null : permissionOf(world.state, viewer.login);
  const ranks = ['read', 'triage', 'write', 'maintain', 'admin'] as const;
  const can = (needed: (typeof ranks)[number]) =>
    given !== null && ranks.indexOf(given) >= ranks.indexOf(needed);
  return {
    ...repository(world),
    network_count: 0,
    subscribers_count: 0,
    ...(given === null
      ? {}
      : {
          permissions: {
            admin: can('admin'),
            maintain: can('maintain'),
            push: can('write'),
            triage: can('triage'),
            pull: true,
          },
        }),
  };
}
