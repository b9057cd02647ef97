import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { onlyGivenCodec, onlyWebSocket } from './websocket-only.ts';

const list = readFileSync('node_modules/engine.io-client/build/esm/transports/index.js', 'utf8');

it('leaves WebSocket of the transports that the library lists', () => {
  expect(onlyWebSocket(list)).toBe(
    'import { WS } from "./websocket.node.js";\nexport const transports = {\n    websocket: WS,\n};',
  );
});

it('leaves the codec to whoever makes a connection', () => {
  const manager = readFileSync('node_modules/socket.io-client/build/esm/manager.js', 'utf8');
  expect(onlyGivenCodec(manager)).toBe(manager.replace('opts.parser || parser', 'opts.parser'));
  expect(() => onlyGivenCodec(manager.replace('|| parser', '?? parser'))).toThrow('websocket-only.ts');
});

it('says so when the library writes its list in another way', () => {
  expect(() => onlyWebSocket(list.replace('polling: XHR', 'polling: Fetch'))).toThrow('websocket-only.ts');
});
