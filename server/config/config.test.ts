import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError, parseConfig, readConfig } from './config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tacit-config-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(text: string): string {
  const name = path.join(folder, 'config.json');
  writeFileSync(name, text);
  return name;
}

describe('settings', () => {
  it('have defaults for everything', () => {
    expect(readConfig({ PATH: '/bin' })).toMatchObject({ host: 'localhost', port: 8080, dataFolder: './data' });
  });

  it('come from the file, and the environment goes before it', () => {
    const TACIT_CONFIG = file('{"port": 9000, "retentionDays": 7, "trustProxy": true}');
    expect(readConfig({ TACIT_CONFIG, TACIT_PORT: '9001' })).toMatchObject({
      port: 9001,
      retentionDays: 7,
      trustProxy: true,
    });
  });

  it.each([
    ['TACIT_PORT', { TACIT_PORT: 'eighty' }],
    ['TACIT_PORT', { TACIT_PORT: '70000' }],
    ['TACIT_PORT', { TACIT_PORT: '80.5' }],
    ['TACIT_PUBLIC_ORIGIN', { TACIT_PUBLIC_ORIGIN: 'chat.example.org' }],
    ['TACIT_PUBLIC_ORIGIN', { TACIT_PUBLIC_ORIGIN: 'https://chat.example.org/' }],
    ['TACIT_PUBLIC_ORIGIN', { TACIT_PUBLIC_ORIGIN: 'javascript:alert(1)' }],
    ['TACIT_PUBLIC_ORIGIN', { TACIT_PUBLIC_ORIGIN: 'http://a.b', TACIT_TLS_KEY: 'k', TACIT_TLS_CERT: 'c' }],
    ['TACIT_TLS_CERT', { TACIT_TLS_KEY: 'key.pem' }],
    ['TACIT_TLS_KEY', { TACIT_TLS_CERT: 'certificate.pem' }],
    ['TACIT_LOG_LEVEL', { TACIT_LOG_LEVEL: 'loud' }],
    ['TACIT_TRUST_PROXY', { TACIT_TRUST_PROXY: 'perhaps' }],
    ['TACIT_DATA_DIR', { TACIT_DATA_DIR: '' }],
    ['TACIT_PUSH', { TACIT_PUSH: 'maybe' }],
    ['TACIT_PUSH_CONTACT', { TACIT_PUSH: 'on' }],
    ['TACIT_PUSH_CONTACT', { TACIT_PUSH: 'on', TACIT_PUSH_CONTACT: 'ops@example.org' }],
    ['TACIT_PUSH_HOSTS', { TACIT_PUSH_HOSTS: '' }],
    ['TACIT_PUSH_HOSTS', { TACIT_PUSH_HOSTS: '*' }],
    ['TACIT_PUSH_HOSTS', { TACIT_PUSH_HOSTS: 'fcm.googleapis.com,10.0.0.1' }],
    ['TACIT_PUSH_HOSTS', { TACIT_PUSH_HOSTS: 'localhost' }],
    ['TACIT_PUSH_HOSTS', { TACIT_PUSH_HOSTS: 'https://fcm.googleapis.com' }],
    ['TACIT_PUSH_GAP_SECONDS', { TACIT_PUSH_GAP_SECONDS: '0' }],
    ['TACIT_STREAM', { TACIT_STREAM: 'everywhere' }],
    ['TACIT_STREAM', { TACIT_STREAM_TO: 'siem.example.org:6514' }],
    ['TACIT_STREAM', { TACIT_STREAM: 'file', TACIT_STREAM_TO: 'siem.example.org:6514' }],
    ['TACIT_STREAM_TO', { TACIT_STREAM: 'syslog' }],
    ['TACIT_STREAM_TO', { TACIT_STREAM: 'json', TACIT_STREAM_TO: 'siem.example.org' }],
    ['TACIT_STREAM_TO', { TACIT_STREAM: 'json', TACIT_STREAM_TO: 'https://siem.example.org:6514' }],
    ['TACIT_STREAM_CERT', { TACIT_STREAM_KEY: 'key.pem' }],
    ['TACIT_STREAM_FILE_BYTES', { TACIT_STREAM_FILE_BYTES: '100' }],
    ['TACIT_STREAM_FILES', { TACIT_STREAM_FILES: '1' }],
    ['TACIT_STREAM_ADDRESSES', { TACIT_STREAM_ADDRESSES: 'some' }],
    ['TACIT_PROT', { TACIT_PROT: '8080' }],
    ['TACIT_CONFIG', { TACIT_CONFIG: '/nowhere/config.json' }],
  ])('stop the start with a sentence that names %s (%o)', (name, environment) => {
    let problem: unknown;
    try {
      readConfig(environment);
    } catch (error) {
      problem = error;
    }
    expect(problem).toBeInstanceOf(ConfigError);
    expect(problem).toMatchObject({ setting: name, message: expect.stringMatching(new RegExp(`${name}.*\\.$`)) });
  });

  it('refuse what they do not know in the file', () => {
    expect(() => readConfig({ TACIT_CONFIG: file('{"prot": 1}') })).toThrow('prot is not a setting.');
    expect(() => readConfig({ TACIT_CONFIG: file('[]') })).toThrow(ConfigError);
    expect(() => readConfig({ TACIT_CONFIG: file('{') })).toThrow(ConfigError);
    expect(() => parseConfig(null)).toThrow(ConfigError);
  });
});
