/** The composition root of the relay. Usable within a test: port 0, a folder of its own, a clock of its own. */
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createSecureContext, type SecureContext } from 'node:tls';
import { isDeviceActive } from '#shared/org-log/index.ts';
import { FOUNDING_SETTING, makeFoundingCode } from './auth/founding-code.ts';
import { openLogKey } from './auth/log-key.ts';
import { createSignIn } from './auth/sign-in.ts';
import { Blobs } from './blobs/blobs.ts';
import { createFileSystemBlobs } from './blobs/file-system/files.ts';
import { type Config, ConfigError, type ConfigInput, parseConfig } from './config/config.ts';
import * as sodium from './crypto/sodium.ts';
import { createInMemoryFanout } from './fanout/in-memory/fanout.ts';
import { openGateway } from './gateway/gateway.ts';
import { createHttp } from './http/http.ts';
import { createCourier, type Internet } from './push/courier.ts';
import { createPush } from './push/push.ts';
import { openVapid } from './push/vapid.ts';
import { createDelivery } from './relay/delivery.ts';
import { createKeyPackages } from './relay/key-packages.ts';
import { openOrgLog } from './relay/org-log.ts';
import { createOutlet } from './relay/outlet.ts';
import { openSqliteStore } from './store/sqlite/store.ts';
import { noEvents } from './stream/events.ts';
import { missedEntries } from './stream/log-events.ts';
import { EventStream } from './stream/stream.ts';
import { createLog, type Log } from './telemetry/log.ts';

const DAY_MS = 86_400_000;
/** A file of which no more pieces come was given up. */
const UNFINISHED_FILE_MS = DAY_MS;
/** A client stops sending when it hears no new head for the time of its policy, of which the strictest is an hour. */
const HEAD_MS = 10 * 60_000;
/** Rarely: what came together then goes together, and a page of the store is not rewritten for each of its envelopes. */
const SWEEP_MS = 10_000;
const EXPIRE_MS = 10 * 60_000;
/** What comes for a device within this time wakes it once. */
const WAKE_MS = 1_000;
const TICK_MS = 60_000;

export interface RelayAddress {
  /** Where clients reach the relay; what they sign in to. */
  readonly origin: string;
  readonly port: number;
  /** Null when an organisation has been founded. The code in it is shown this once. */
  readonly foundingLink: string | null;
}

export interface Relay {
  /** @throws Error when the port is taken. */
  listen(): Promise<RelayAddress>;
  /** Finishes the calls that are under way, tells the sockets, closes the store. Safe to repeat. */
  close(): Promise<void>;
  /** Runs at once what else runs every few seconds or minutes: waking, sweeping, expiry, a fresh checkpoint. */
  maintain(): Promise<void>;
  /** How many sockets are connected. */
  readonly connections: number;
}

export interface RelayParts {
  readonly now?: () => number;
  readonly log?: Log;
  /** What stands for the public internet in a test of push. */
  readonly internet?: Internet;
}

/** @throws ConfigError, StoreError: each with a sentence that says what to change. */
export async function createRelay(input: ConfigInput = {}, given: RelayParts = {}): Promise<Relay> {
  const config = parseConfig(input);
  const now = given.now ?? Date.now;
  const log = given.log ?? createLog(config.logLevel);
  await sodium.ready();

  const store = openSqliteStore(config.dataFolder);
  const fanout = createInMemoryFanout((error) => log.error('a delivery failed', error));
  const outlet = createOutlet(fanout, (task) => process.nextTick(task));
  let origin = config.publicOrigin;
  let draining = false;
  let listening = false;
  let stream: EventStream | undefined;

  try {
    const key = openLogKey(config.dataFolder);
    const endsWithFounding = [FOUNDING_SETTING];
    stream = openStream(config, now, log);
    const events = stream ?? noEvents;
    const orgLog = openOrgLog({ store, outlet, crypto: sodium, key, now, endsWithFounding, events });
    // What was admitted while no stream was kept, or in the moment of a crash.
    await stream?.catchUp(missedEntries(store.read, stream.entries, sodium.sha256, now));
    const isActive = (device: Parameters<typeof isDeviceActive>[1]) => isDeviceActive(orgLog.state, device, now());
    const retentionMs = config.retentionDays * DAY_MS;
    const delivery = createDelivery({ store, outlet, now, retentionMs, isActive, pause: (ms) => pause(ms) });
    const blobs = new Blobs({
      store,
      files: createFileSystemBlobs(path.join(config.dataFolder, 'blobs')),
      sha256: sodium.sha256,
      constantTimeEqual: sodium.constantTimeEqual,
      now,
      limits: {
        bytes: config.filesBytes,
        freeBytes: config.filesFreeBytes,
        keptMs: config.filesDays * DAY_MS,
        unfinishedMs: UNFINISHED_FILE_MS,
      },
    });
    const keyPackages = createKeyPackages(store, now, isActive);
    const currentOrigin = (): string => origin ?? '';
    const signIn = createSignIn({ store, org: orgLog, now, origin: currentOrigin });
    const secure = config.tlsKey !== undefined || (config.publicOrigin?.startsWith('https:') ?? false);
    const http = createHttp({
      clientFolder: config.clientFolder,
      ready: () => listening && !draining,
      secure,
      witnessed: {
        get state() {
          return orgLog.state;
        },
        get checkpoint() {
          return orgLog.checkpoint;
        },
        relayLogKey: orgLog.relayLogKey,
        consistency: (from, to) => orgLog.consistency(from, to),
        addCosignature: (line) => orgLog.addCosignature(line),
        crypto: sodium,
      },
      log,
    });
    const server = createServer(config, http);
    const push = createPush({
      store,
      org: orgLog,
      now,
      service: config.push === 'on' ? pushService(config, now, given.internet) : undefined,
      hosts: config.pushHosts,
      gapMs: config.pushGapSeconds * 1_000,
      retentionMs,
      isConnected: (device) => gateway.isConnected(device),
      onChange: (device, change, host) => {
        if (change === 'registered') events.note('push.registered', { device, host: host ?? '' });
        else events.note('push.removed', { device, why: change });
      },
    });
    const gateway = openGateway({
      server,
      orgLog,
      delivery,
      keyPackages,
      signIn,
      push,
      blobs,
      fanout,
      log,
      events,
      now,
      limits: config,
      origin: currentOrigin,
      trustProxy: config.trustProxy,
    });

    const stopWaking = fanout.subscribe((events) => {
      for (const event of events) {
        // Commits renew keys, mostly, and nobody needs to come for that.
        if (event.kind === 'envelope' && event.envelope.kind === 'application') push.stored(event.envelope.group);
        else if (event.kind === 'welcome') push.storedFor(event.devices);
      }
    });

    const every = (ms: number, what: string, task: () => Promise<void> | void): NodeJS.Timeout => {
      const run = async () => task();
      const timer = setInterval(() => {
        run().catch((error: unknown) => log.error(what, error));
      }, ms);
      return timer.unref();
    };
    const timers = [
      every(WAKE_MS, 'waking failed', () => push.pass()),
      every(SWEEP_MS, 'sweeping failed', () => delivery.sweep()),
      every(EXPIRE_MS, 'expiry failed', () => delivery.expire()),
      every(EXPIRE_MS, 'expiry of files failed', () => blobs.expire()),
      every(TICK_MS, 'the stream failed', () => stream?.tick()),
      every(HEAD_MS, 'the checkpoint failed', () => orgLog.refresh()),
    ];

    let closed: Promise<void> | undefined;
    const shutDown = async (): Promise<void> => {
      draining = true;
      gateway.drain();
      for (const timer of timers) clearInterval(timer);
      stopWaking();
      // Everything that was asked for before is durable after this, and answered in the turn that follows.
      await store.transact(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
      await blobs.settle();
      await gateway.close();
      server.closeAllConnections();
      await fanout.close();
      events.note('relay.stopped', {});
      await stream?.close();
      await store.close();
      log.info('stopped');
    };

    return {
      listen: async () => {
        const port = await listen(server, config);
        const scheme = config.tlsKey === undefined ? 'http' : 'https';
        origin ??= `${scheme}://${config.host === '0.0.0.0' || config.host === '::' ? 'localhost' : config.host}:${port}`;
        listening = true;
        const founded = orgLog.state.org !== undefined;
        const foundingLink = founded ? null : `${origin}/#found/${await makeFoundingCode(store)}`;
        events.note('relay.started', { settings: toldSettings(config), entries: orgLog.state.tree.size });
        log.info('listening', { port, entries: orgLog.state.tree.size });
        return { origin, port, foundingLink };
      },
      close: () => {
        closed ??= shutDown();
        return closed;
      },
      get connections() {
        return gateway.connections;
      },
      maintain: async () => {
        await push.pass();
        await delivery.sweep();
        await delivery.expire();
        await blobs.expire();
        orgLog.refresh();
      },
    };
  } catch (error) {
    await stream?.close();
    await store.close();
    throw error;
  }
}

function pushService(config: Config, now: () => number, internet: Internet | undefined) {
  const vapid = openVapid(config.dataFolder, config.pushContact ?? config.publicOrigin ?? '', now);
  return { publicKey: vapid.publicKey, courier: createCourier(vapid, now, internet) };
}

/** The settings that bear on security, for the stream. None is a secret or a path. */
function toldSettings(config: Config): Record<string, string | number | boolean> {
  const { host, retentionDays, trustProxy, push, stream, streamAddresses, logLevel } = config;
  const { callsPerSecond, claimsPerMinute, connectionsPerMinute } = config;
  const tls = config.tlsKey !== undefined;
  const limits = { callsPerSecond, claimsPerMinute, connectionsPerMinute };
  return { host, tls, trustProxy, retentionDays, push, stream, streamAddresses, logLevel, ...limits };
}

function openStream(config: Config, now: () => number, log: Log): EventStream | undefined {
  const { stream, streamTo, streamFileBytes, streamFiles, streamAddresses } = config;
  if (stream === 'off') return undefined;
  const folder = config.streamFolder ?? path.join(config.dataFolder, 'stream');
  const at = streamTo?.lastIndexOf(':') ?? -1;
  const collector =
    stream === 'file' || streamTo === undefined
      ? undefined
      : {
          form: stream,
          host: streamTo.slice(0, at).replace(/^\[|\]$/g, ''),
          port: Number(streamTo.slice(at + 1)),
          secureContext: collectorContext(config),
        };
  try {
    return new EventStream({
      folder,
      fileBytes: streamFileBytes,
      files: streamFiles,
      addresses: streamAddresses,
      sha256: sodium.sha256,
      now,
      log,
      collector,
    });
  } catch (error) {
    log.error('the folder of the stream cannot be used', error);
    const sentence = `TACIT_STREAM_DIR must be a folder that the relay can write to: ${folder} cannot be used.`;
    throw new ConfigError('TACIT_STREAM_DIR', sentence);
  }
}

function collectorContext({ streamCa, streamKey, streamCertificate }: Config): SecureContext {
  const own =
    streamKey === undefined || streamCertificate === undefined
      ? {}
      : { key: readSetting('TACIT_STREAM_KEY', streamKey), cert: readSetting('TACIT_STREAM_CERT', streamCertificate) };
  const ca = streamCa === undefined ? {} : { ca: readSetting('TACIT_STREAM_CA', streamCa) };
  try {
    return createSecureContext({ ...own, ...ca, minVersion: 'TLSv1.2' });
  } catch {
    const sentence = 'TACIT_STREAM_CA, TACIT_STREAM_KEY and TACIT_STREAM_CERT must be certificates and a key in PEM.';
    throw new ConfigError('TACIT_STREAM_CA', sentence);
  }
}

function createServer(config: Config, handler: Parameters<typeof createHttpServer>[1]): Server {
  if (config.tlsKey === undefined || config.tlsCertificate === undefined) return createHttpServer(handler);
  const key = readSetting('TACIT_TLS_KEY', config.tlsKey);
  const cert = readSetting('TACIT_TLS_CERT', config.tlsCertificate);
  try {
    return createHttpsServer({ key, cert, minVersion: 'TLSv1.3' }, handler);
  } catch {
    throw new ConfigError('TACIT_TLS_KEY', 'TACIT_TLS_KEY and TACIT_TLS_CERT must be a PEM key and its certificate.');
  }
}

function readSetting(name: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new ConfigError(name, `${name} must be the path of a PEM file: ${file} cannot be read.`);
  }
}

function listen(server: Server, { host, port }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const sentence =
        error.code === 'EADDRINUSE'
          ? `TACIT_PORT must be a free port: something else listens on ${port}.`
          : `TACIT_HOST and TACIT_PORT must be an address of this machine: ${host}:${port} cannot be listened on.`;
      reject(new ConfigError(error.code === 'EADDRINUSE' ? 'TACIT_PORT' : 'TACIT_HOST', sentence));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
