import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as crypto from '#server/crypto/sodium.ts';
import { followOnce } from '../../witness/follow.ts';
import { type Keeping, openKeeping } from '../../witness/keeping.ts';
import { Scene } from './scene.ts';

const NAME = 'witness.example.org/w1';
const folder = mkdtempSync(path.join(tmpdir(), 'tacit-witnessed-'));
let scene: Scene;
let keeping: Keeping;

beforeAll(async () => {
  scene = await Scene.start();
  keeping = openKeeping(folder);
}, 60_000);
afterAll(async () => {
  await scene.close();
  rmSync(folder, { recursive: true, force: true });
});

const witness = () =>
  followOnce({ relay: scene.office.relayUrl, name: NAME, keeping, crypto, now: Date.now, fetch: globalThis.fetch });

describe('an organisation that asks for a witness', () => {
  it('pauses sending until the witness has confirmed the log, and says why (T-WITNESS-02)', async () => {
    const { ana, ben } = scene;
    const direct = await scene.direct(ben);
    const witnesses = [{ name: NAME, key: keeping.key.publicKey }];
    await scene.decide({ kind: 'witnesses.set', witnesses, required: 1 });
    for (const one of [ana, ben]) {
      await one.until(() => one.snapshots.connection.link.kind === 'frozen', 'sending to be paused');
      expect(one.snapshots.connection.link).toMatchObject({ sentence: expect.stringContaining('witnesses') });
    }
    const waiting = await ben.say(direct, 'is anybody watching?');
    await ben.stateOf(direct, waiting, 'queued');

    expect((await witness()).kind).toBe('cosigned');
    for (const one of [ana, ben]) await one.online();
    await ana.reads(direct, 'is anybody watching?');
    // The app that is opened anew remembers what was confirmed.
    await ben.reopen();
    await ben.online();
    await ben.look(direct);
    await ben.say(direct, 'good');
    await ana.reads(direct, 'good');
  });
});
