/** A relay with an organisation in it: founded through its own door, with people and their devices. For tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRelay, type Relay, type RelayAddress, type RelayParts } from '#server/app.ts';
import type { ConfigInput } from '#server/config/config.ts';
import * as sodium from '#server/crypto/sodium.ts';
import { TestClient } from './client.ts';
import { RelayOrg, type TestDevice, type TestUser } from './org.ts';

/** Founds an organisation with the code of a founding link. */
export async function found(
  origin: string,
  foundingLink: string | null,
): Promise<{ org: RelayOrg; device: TestDevice }> {
  const client = new TestClient(origin);
  try {
    await client.connected();
    const { relayLogKey } = await client.must('session.challenge', {});
    const org = new RelayOrg(relayLogKey);
    const { envelopes, device } = org.founding();
    await client.must('session.signIn', { as: 'founder', code: foundingLink?.split('/').at(-1) ?? '' });
    await client.must('log.append', { envelopes });
    org.admit(...envelopes);
    return { org, device };
  } finally {
    client.close();
  }
}

interface OfficeState {
  folder: string;
  config: ConfigInput;
  parts: RelayParts;
  relay: Relay;
  address: RelayAddress;
  org: RelayOrg;
  ana: TestDevice;
}

export class Office {
  readonly #state: OfficeState;
  readonly #clients: TestClient[] = [];

  constructor(state: OfficeState) {
    this.#state = state;
  }

  get org(): RelayOrg {
    return this.#state.org;
  }
  get ana(): TestDevice {
    return this.#state.ana;
  }
  get origin(): string {
    return this.#state.address.origin;
  }
  get relay(): Relay {
    return this.#state.relay;
  }
  get dataFolder(): string {
    return path.join(this.#state.folder, 'data');
  }

  /** A connected client that has not signed in. */
  async stranger(): Promise<TestClient> {
    const client = new TestClient(this.origin);
    this.#clients.push(client);
    await client.connected();
    return client;
  }

  async signedIn(device: TestDevice): Promise<TestClient> {
    const client = await this.stranger();
    await client.signIn(device.id, device.key);
    return client;
  }

  async append(client: TestClient, ...envelopes: Uint8Array[]): Promise<void> {
    await client.must('log.append', { envelopes });
    this.org.admit(...envelopes);
  }

  /** Enrols a person with one device, by an owner's client. */
  async hire(
    client: TestClient,
    role: 'admin' | 'member' | 'guest' = 'member',
  ): Promise<{ user: TestUser; device: TestDevice }> {
    const { invitation, envelope } = this.org.invite(role);
    await this.append(client, envelope);
    const { envelopes, user, device } = this.org.enrolment(invitation);
    await this.append(client, ...envelopes);
    return { user, device };
  }

  /** @param changes settings that are otherwise from now on. */
  async restart(changes: ConfigInput = {}): Promise<void> {
    await this.relay.close();
    const { port } = this.#state.address;
    this.#state.config = { ...this.#state.config, ...changes };
    this.#state.relay = await createRelay({ ...this.#state.config, port }, this.#state.parts);
    this.#state.address = await this.relay.listen();
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.close();
    await this.relay.close();
    rmSync(this.#state.folder, { recursive: true, force: true });
  }
}

/** Starts a relay in a new folder and founds an organisation in it. */
export async function openOffice(given: ConfigInput = {}, parts: RelayParts = {}): Promise<Office> {
  await sodium.ready();
  const folder = mkdtempSync(path.join(tmpdir(), 'tacit-office-'));
  const config: ConfigInput = { port: 0, logLevel: 'silent', ...given, dataFolder: path.join(folder, 'data') };
  const relay = await createRelay(config, parts);
  const address = await relay.listen();
  const { org, device } = await found(address.origin, address.foundingLink);
  return new Office({ folder, config, parts, relay, address, org, ana: device });
}
