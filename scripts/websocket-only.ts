/**
 * The relay speaks WebSocket and nothing else, in frames of our own, and so does the app. Its library carries long polling,
 * WebTransport and a codec as well, where no bundler can see that nobody uses them; the client's build leaves them out. Tests
 * use the library as it is.
 */
import type { Plugin } from 'vite';

const LIST = /\/engine\.io-client\/build\/esm\/transports\/index\.js$/;
const EXPECTED = [
  'import { XHR } from "./polling-xhr.node.js";',
  'import { WS } from "./websocket.node.js";',
  'import { WT } from "./webtransport.js";',
  'export const transports = {',
  '    websocket: WS,',
  '    webtransport: WT,',
  '    polling: XHR,',
  '};',
];

/** The list of transports with WebSocket alone. @throws Error when it is not written as we know it. */
export function onlyWebSocket(list: string): string {
  const lines = list.split('\n').filter((line) => line.trim() !== '');
  if (lines.join('\n') !== EXPECTED.join('\n'))
    throw new Error('engine.io-client lists its transports in another way than scripts/websocket-only.ts expects');
  return lines.filter((line) => !/XHR|WT/.test(line)).join('\n');
}

const POLLING = /\/engine\.io-client\/build\/esm\/transports\/polling-xhr\.js$/;

const MANAGER = /\/socket\.io-client\/build\/esm\/manager\.js$/;
const CODEC = 'const _parser = opts.parser || parser;';

/** The connection without the library's own codec: who makes one gives theirs. @throws Error when it is not written as we know it. */
export function onlyGivenCodec(manager: string): string {
  const [before, after, ...more] = manager.split(CODEC);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error('socket.io-client chooses its codec in another way than scripts/websocket-only.ts expects');
  return `${before}const _parser = opts.parser;${after}`;
}

/** The plugins for the build of the worker. */
export function websocketOnly(): Plugin[] {
  return [
    {
      name: 'tacit:websocket-only',
      apply: 'build',
      transform: { filter: { id: LIST }, handler: (list) => ({ code: onlyWebSocket(list), map: null }) },
    },
    {
      // It counts its requests and cancels them when a page closes, also where there are none.
      name: 'tacit:no-polling',
      apply: 'build',
      transform: { filter: { id: POLLING }, handler: (code) => ({ code, map: null, moduleSideEffects: false }) },
    },
    {
      name: 'tacit:own-codec',
      apply: 'build',
      transform: { filter: { id: MANAGER }, handler: (manager) => ({ code: onlyGivenCodec(manager), map: null }) },
    },
  ];
}
