/** Bad lines: what cuts one person off, and nobody else. */
import type { Victims } from '../adversary/attacks.ts';
import { type End, type HostileRelay, SILENCE } from '../adversary/hostile-relay.ts';
import type { Person } from './person.ts';

/** Cuts a person's connection, and every further one as soon as it signs in, until the end. */
export function keepAway(front: HostileRelay, person: Person): End {
  const { device } = person;
  const end = front.onCall('session.signIn', async ({ connection, request }, forward) => {
    if (!('as' in request) || request.as !== 'device' || request.device !== device) return forward(request);
    connection.cut();
    return SILENCE;
  });
  cut(front, person);
  return end;
}

/** Cuts a person's connection once; the app comes back by itself. */
export function cut(front: HostileRelay, person: Person): void {
  front.connectionOf(person.device).cut();
}

/** Attacks for one person only. */
export function only(person: Person): Victims {
  const { device } = person;
  return ({ identity }) => identity.as === 'device' && identity.id === device;
}
