/**
 * The relay speaks WebSocket and nothing else, and so does the app. Its library carries long polling and WebTransport as
 * well, in a list that no bundler can see into; the client's build leaves them out. Tests use the library as it is.
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

/** The plugin for the build of the worker. */
export function websocketOnly(): Plugin {
  return {
    name: 'tacit:websocket-only',
    apply: 'build',
    transform: { filter: { id: LIST }, handler: (list) => ({ code: onlyWebSocket(list), map: null }) },
  };
}
