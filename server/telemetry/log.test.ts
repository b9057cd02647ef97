import { expect, it } from 'vitest';
import { createLog } from './log.ts';

it('never writes the message of an error, which may quote a stranger', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line: string) => lines.push(line) });
  log.error('a call failed', new Error('CANARY', { cause: new TypeError('CANARY') }));
  log.error('a call failed', 'CANARY');
  log.info('started', { port: 1 });
  expect(lines).toHaveLength(3);
  expect(lines.join('')).not.toContain('CANARY');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ msg: 'a call failed', error: 'Error', cause: 'TypeError' });
  expect(JSON.parse(lines[2] ?? '')).toMatchObject({ msg: 'started', port: 1 });
});
