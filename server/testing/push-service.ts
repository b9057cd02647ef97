/** A push service for tests: takes wake-ups over TLS, judges who calls by WebCrypto, and answers what a test wants. */
import { webcrypto } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Internet } from '#server/push/courier.ts';
import { decodeBase64url, decodeUtf8, encodeUtf8 } from '#shared/encoding/index.ts';
import { selfSigned } from './certificate.ts';

const NAME = 'push.example.org';

export interface TakenWake {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly bodyBytes: number;
  /** The claims of its token, if that is rightly signed by the key that comes with it. */
  readonly claims: { readonly aud: string; readonly exp: number; readonly sub: string } | undefined;
  /** That key, base64url. */
  readonly key: string;
}

export class PushService {
  readonly taken: TakenWake[] = [];
  /** The status of the next answers, and more headers. */
  answer: { status: number; headers?: Record<string, string> } = { status: 201 };
  readonly #server: Server;
  readonly #cert: string;

  private constructor(server: Server, cert: string) {
    this.#server = server;
    this.#cert = cert;
  }

  static async open(): Promise<PushService> {
    const { cert, key } = selfSigned([NAME]);
    const server = createServer({ cert, key });
    const service = new PushService(server, cert);
    server.on('request', (request, response) => {
      let bodyBytes = 0;
      request.on('data', (chunk: Buffer) => {
        bodyBytes += chunk.length;
      });
      request.on('end', async () => {
        const { headers, url = '' } = request;
        const { status, headers: more = {} } = service.answer;
        service.taken.push({ path: url, headers, bodyBytes, ...(await judged(headers.authorization ?? '')) });
        response.writeHead(status, more).end('what a push service may say');
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return service;
  }

  /** What the settings have to allow. */
  get host(): string {
    const address = this.#server.address();
    return `${NAME}:${typeof address === 'object' && address !== null ? address.port : 0}`;
  }

  endpoint(token: string): string {
    return `https://${this.host}/wake/${token}`;
  }

  /** As if its name led here from the public internet. */
  get internet(): Internet {
    return {
      ca: this.#cert,
      addressesOf: () => [{ address: '127.0.0.1', family: 4 }],
      isPublic: () => true,
    };
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** RFC 8292 §3, as a push service reads it. */
async function judged(authorization: string): Promise<Pick<TakenWake, 'claims' | 'key'>> {
  const [, token = '', key = ''] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(authorization) ?? [];
  const [head = '', body = '', signature = ''] = token.split('.');
  try {
    const publicKey = await webcrypto.subtle.importKey(
      'raw',
      decodeBase64url(key),
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['verify'],
    );
    const signed = encodeUtf8(`${head}.${body}`);
    const how = { name: 'ECDSA', hash: 'SHA-256' };
    const right = await webcrypto.subtle.verify(how, publicKey, decodeBase64url(signature), signed);
    const { alg } = JSON.parse(decodeUtf8(decodeBase64url(head)));
    return { key, claims: right && alg === 'ES256' ? JSON.parse(decodeUtf8(decodeBase64url(body))) : undefined };
  } catch {
    return { key, claims: undefined };
  }
}
