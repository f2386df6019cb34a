import { permissionOf, userOf } from '../people.ts';
import { ok, param, viewerOf } from './ask.ts';
import { found } from './refuse.ts';
import { type Route, reads } from './route.ts';
import { publicUser, simpleUser } from './shapes/user.ts';

const roles = { read: 'read', triage: 'read', write: 'write', maintain: 'write', admin: 'admin' } as const;

/** Accounts, and what a collaborator may do. */
export const routes: readonly Route[] = [
  reads('GET /user', { needs: 'user' }, (ask) => ok(publicUser(ask, viewerOf(ask)))),
  reads('GET /users/{username}', {}, (ask) =>
    ok(publicUser(ask, found(userOf(ask.state, param(ask, 'username'))))),
  ),
  reads(
    'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
    { needs: 'write', permission: 'metadata=read' },
    (ask) => {
      const { login } = found(userOf(ask.state, param(ask, 'username')));
      const role = permissionOf(ask.state, login);
      // The old word knows three levels; `role_name` says which of the five it is.
      return ok({
        permission: roles[role],
        role_name: role,
        user: { ...simpleUser(ask, login), role_name: role },
      });
    },
  ),
];
