import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { onlyWebSocket } from './websocket-only.ts';

const list = readFileSync('node_modules/engine.io-client/build/esm/transports/index.js', 'utf8');

it('leaves WebSocket of the transports that the library lists', () => {
  expect(onlyWebSocket(list)).toBe(
    'import { WS } from "./websocket.node.js";\nexport const transports = {\n    websocket: WS,\n};',
  );
});

it('says so when the library writes its list in another way', () => {
  expect(() => onlyWebSocket(list.replace('polling: XHR', 'polling: Fetch'))).toThrow('websocket-only.ts');
});
