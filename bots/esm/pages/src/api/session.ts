import type { Fields } from './fields.ts';
import type { Http } from './http.ts';
import { ApiProblem } from './problem.ts';

/** What a researcher may do: everything; read and code; read. */
export type Role = 'owner' | 'coder' | 'viewer';

/** Who is logged in. */
export interface Researcher {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

const roles: readonly Role[] = ['owner', 'coder', 'viewer'];

function begin(http: Http, answer: Fields): Researcher {
  http.setToken(answer.textOr('csrf', null));
  const who = answer.fields('researcher');
  return { id: who.text('id'), name: who.text('name'), role: who.oneOf('role', roles) };
}

/** The session of this browser; null when nobody is logged in. */
export async function findSession(http: Http): Promise<Researcher | null> {
  try {
    return begin(http, await http.get('session'));
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

/** Logs in; throws a problem of status 401 when the token is not known. */
export async function logIn(http: Http, token: string): Promise<Researcher> {
  return begin(http, await http.send('POST', 'session', { token }));
}

/** Logs out; the cookie ends at the server. */
export async function logOut(http: Http): Promise<void> {
  await http.send('DELETE', 'session');
  http.setToken(null);
}
