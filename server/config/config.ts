/** Settings: environment variables over an optional JSON file, through one schema. A wrong value stops the start. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const truth = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

interface Setting {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly expects: string;
}

function isOrigin(text: string): boolean {
  try {
    const url = new URL(text);
    return url.origin === text && (url.protocol === 'http:' || url.protocol === 'https:');
  } catch {
    return false;
  }
}

/** A host that may be called: its name, `*.` for those below it, `:port` for another than 443. Never an address in digits. */
const HOST = /^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z0-9-]*[a-z][a-z0-9-]*(?::\d{1,5})?$/i;
const hosts = z.array(z.string().regex(HOST)).min(1).max(50);
const listOf = (text: string) => text.split(',').map((part) => part.trim());
/** Where browsers have their users woken: Chrome and its kin, Firefox, Safari, Edge. */
const pushServices = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  'web.push.apple.com',
  '*.notify.windows.com',
];

function isContact(text: string): boolean {
  return /^mailto:[^\s@]+@[^\s@]+$/.test(text) || (text.startsWith('https://') && URL.canParse(text));
}

const shape = {
  host: z.string().min(1).max(255).default('localhost'),
  port: whole(0, 65_535).default(8080),
  dataFolder: z.string().min(1).default('./data'),
  /** Undefined: made of host and port. */
  publicOrigin: z.string().refine(isOrigin).optional(),
  tlsKey: z.string().min(1).optional(),
  tlsCertificate: z.string().min(1).optional(),
  /** Where the built client lies; undefined: no client is served. */
  clientFolder: z.string().min(1).optional(),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  retentionDays: whole(1, 3_650).default(30),
  /** Of blobs: bytes in all, days after they are whole, bytes a day of one device, bytes left free of the disk. */
  filesBytes: whole(0, Number.MAX_SAFE_INTEGER).default(10 * 1024 ** 3),
  filesDays: whole(1, 3_650).default(30),
  filesDeviceBytes: whole(0, Number.MAX_SAFE_INTEGER).default(2 * 1024 ** 3),
  filesFreeBytes: whole(0, Number.MAX_SAFE_INTEGER).default(1024 ** 3),
  callsPerSecond: whole(1, 1_000_000).default(100),
  claimsPerMinute: whole(1, 1_000_000).default(300),
  connectionsPerMinute: whole(1, 1_000_000).default(1_200),
  queuedBytesMax: whole(1_024, 1 << 30).default(16 * 1024 * 1024),
  trustProxy: truth.default(false),
  /** Whether devices are woken through push services. Off: the relay calls nobody. */
  push: z.enum(['off', 'on']).default('off'),
  /** How a push service reaches whoever runs this relay; undefined: the public origin. */
  pushContact: z.string().max(200).refine(isContact).optional(),
  pushHosts: z.union([hosts, z.string().transform(listOf).pipe(hosts)]).default(pushServices),
  pushGapSeconds: whole(1, 86_400).default(60),
  /** Where security events go besides the folder: nowhere, or to a collector. Off: they are not kept at all. */
  stream: z.enum(['off', 'file', 'syslog', 'json']).default('off'),
  /** Undefined: `stream` in the data folder. */
  streamFolder: z.string().min(1).optional(),
  streamTo: z
    .string()
    .regex(/^(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]+\]):\d{1,5}$/i)
    .optional(),
  /** Undefined: the authorities that Node trusts. */
  streamCa: z.string().min(1).optional(),
  streamKey: z.string().min(1).optional(),
  streamCertificate: z.string().min(1).optional(),
  streamFileBytes: whole(65_536, 1 << 28).default(64 * 1024 * 1024),
  streamFiles: whole(2, 1_000).default(16),
  streamAddresses: z.enum(['none', 'network', 'full']).default('network'),
};

/** The settings of a relay. */
export type Config = { readonly [Name in keyof typeof shape]: z.output<(typeof shape)[Name]> };
/** The same, before the defaults are filled in. */
export type ConfigInput = { readonly [Name in keyof typeof shape]?: z.input<(typeof shape)[Name]> };

/** Each setting's variable, and what it wants to be told when it is wrong. */
const settings: { readonly [Name in keyof typeof shape]: Omit<Setting, 'schema'> } = {
  host: { name: 'TACIT_HOST', expects: 'the name or address to listen on, such as localhost or 0.0.0.0' },
  port: { name: 'TACIT_PORT', expects: 'a whole number from 0 to 65535' },
  dataFolder: { name: 'TACIT_DATA_DIR', expects: 'the path of a folder' },
  publicOrigin: { name: 'TACIT_PUBLIC_ORIGIN', expects: 'an origin without a path, such as https://chat.example.org' },
  tlsKey: { name: 'TACIT_TLS_KEY', expects: 'the path of a PEM file' },
  tlsCertificate: { name: 'TACIT_TLS_CERT', expects: 'the path of a PEM file' },
  clientFolder: { name: 'TACIT_CLIENT_DIR', expects: 'the path of a folder' },
  logLevel: { name: 'TACIT_LOG_LEVEL', expects: 'one of fatal, error, warn, info, debug, silent' },
  retentionDays: { name: 'TACIT_RETENTION_DAYS', expects: 'a whole number of days from 1 to 3650' },
  filesBytes: { name: 'TACIT_FILES_BYTES', expects: 'a whole number of bytes; 0 takes no files' },
  filesDays: { name: 'TACIT_FILES_DAYS', expects: 'a whole number of days from 1 to 3650' },
  filesDeviceBytes: { name: 'TACIT_FILES_DEVICE_BYTES', expects: 'a whole number of bytes' },
  filesFreeBytes: { name: 'TACIT_FILES_FREE_BYTES', expects: 'a whole number of bytes' },
  callsPerSecond: { name: 'TACIT_CALLS_PER_SECOND', expects: 'a whole number from 1 to 1000000' },
  claimsPerMinute: { name: 'TACIT_CLAIMS_PER_MINUTE', expects: 'a whole number from 1 to 1000000' },
  connectionsPerMinute: { name: 'TACIT_CONNECTIONS_PER_MINUTE', expects: 'a whole number from 1 to 1000000' },
  queuedBytesMax: { name: 'TACIT_QUEUED_BYTES_MAX', expects: 'a whole number of bytes from 1024 to 1073741824' },
  trustProxy: { name: 'TACIT_TRUST_PROXY', expects: 'true or false' },
  push: { name: 'TACIT_PUSH', expects: 'off or on' },
  pushContact: {
    name: 'TACIT_PUSH_CONTACT',
    expects: 'an address such as mailto:admin@example.org, or one with https:',
  },
  pushHosts: {
    name: 'TACIT_PUSH_HOSTS',
    expects: 'names of hosts with commas between them, such as fcm.googleapis.com,*.notify.windows.com',
  },
  pushGapSeconds: { name: 'TACIT_PUSH_GAP_SECONDS', expects: 'a whole number of seconds from 1 to 86400' },
  stream: { name: 'TACIT_STREAM', expects: 'one of off, file, syslog, json' },
  streamFolder: { name: 'TACIT_STREAM_DIR', expects: 'the path of a folder' },
  streamTo: { name: 'TACIT_STREAM_TO', expects: 'a host and a port, such as siem.example.org:6514' },
  streamCa: { name: 'TACIT_STREAM_CA', expects: 'the path of a PEM file' },
  streamKey: { name: 'TACIT_STREAM_KEY', expects: 'the path of a PEM file' },
  streamCertificate: { name: 'TACIT_STREAM_CERT', expects: 'the path of a PEM file' },
  streamFileBytes: { name: 'TACIT_STREAM_FILE_BYTES', expects: 'a whole number of bytes from 65536 to 268435456' },
  streamFiles: { name: 'TACIT_STREAM_FILES', expects: 'a whole number from 2 to 1000' },
  streamAddresses: { name: 'TACIT_STREAM_ADDRESSES', expects: 'one of none, network, full' },
};

/** A setting that cannot be used. The message names it, and says what it should be. */
export class ConfigError extends Error {
  readonly setting: string;

  constructor(setting: string, message: string) {
    super(message);
    this.name = 'ConfigError';
    this.setting = setting;
  }
}

/** The settings with their defaults. @throws ConfigError. */
export function parseConfig(input: unknown): Config {
  const parsed = z.strictObject(shape).safeParse(input);
  if (!parsed.success) throw problemOf(parsed.error);
  const config: Config = parsed.data as Config;
  requirePair('tlsKey', 'tlsCertificate', config);
  requirePair('streamKey', 'streamCertificate', config);
  if (config.tlsKey !== undefined && config.publicOrigin?.startsWith('http:')) {
    throw new ConfigError('TACIT_PUBLIC_ORIGIN', 'TACIT_PUBLIC_ORIGIN must begin with https: because TLS is set up.');
  }
  if (config.push === 'on' && config.pushContact === undefined && !config.publicOrigin?.startsWith('https:')) {
    const sentence =
      'TACIT_PUSH_CONTACT is missing: push services want to know who calls, and there is no TACIT_PUBLIC_ORIGIN with https: either.';
    throw new ConfigError('TACIT_PUSH_CONTACT', sentence);
  }
  const sends = config.stream === 'syslog' || config.stream === 'json';
  if (sends && config.streamTo === undefined) {
    throw new ConfigError('TACIT_STREAM_TO', `TACIT_STREAM_TO is missing: TACIT_STREAM is ${config.stream}.`);
  }
  // Who thinks that events are sent must not find out later that they were not.
  if (!sends && config.streamTo !== undefined) {
    const sentence = `TACIT_STREAM must be syslog or json when TACIT_STREAM_TO is set: it is ${config.stream}.`;
    throw new ConfigError('TACIT_STREAM', sentence);
  }
  return config;
}

function requirePair(key: keyof Config, certificate: keyof Config, config: Config): void {
  if ((config[key] === undefined) === (config[certificate] === undefined)) return;
  const [missing, given] = (config[key] === undefined ? [key, certificate] : [certificate, key]).map(
    (one) => settings[one].name,
  );
  throw new ConfigError(missing ?? '', `${missing} is missing: ${given} is set, and TLS needs both.`);
}

/**
 * Reads the environment, and the JSON file that TACIT_CONFIG names; its members are those of `Config`.
 * @throws ConfigError.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const input: Record<string, unknown> = { ...readFile(environment.TACIT_CONFIG) };
  const known = new Set(['TACIT_CONFIG', ...Object.values(settings).map(({ name }) => name)]);
  for (const name of Object.keys(environment)) {
    // A misspelt setting must not be a setting that silently keeps its default.
    if (name.startsWith('TACIT_') && !known.has(name)) throw new ConfigError(name, `${name} is not a setting.`);
  }
  for (const [member, { name }] of Object.entries(settings)) {
    const value = environment[name];
    if (value !== undefined) input[member] = value;
  }
  return parseConfig(input);
}

function readFile(file: string | undefined): object {
  if (file === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new ConfigError(
      'TACIT_CONFIG',
      `TACIT_CONFIG must be the path of a JSON file: ${file} could not be read as one.`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigError('TACIT_CONFIG', 'TACIT_CONFIG must name a file that holds one JSON object.');
  }
  return value;
}

function problemOf(error: z.ZodError): ConfigError {
  const issue = error.issues[0];
  const member = String(issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0]);
  const row = Object.entries(settings).find(([name]) => name === member)?.[1];
  if (row === undefined) return new ConfigError(member, `${member} is not a setting.`);
  return new ConfigError(row.name, `${row.name} must be ${row.expects}.`);
}
