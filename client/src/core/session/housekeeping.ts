/** What the open core does by itself with what it keeps: lets go what is to go, and takes in what is handed on. */
import { createErasing } from '../expiry/erasing.ts';
import { createExpiry } from '../expiry/expiry.ts';
import type { Device } from '../groups/device.ts';
import type { Recorded } from '../groups/journal.ts';
import type { Timers } from '../groups/timers.ts';
import { createHistoryTaker } from '../history/take.ts';

export interface Housekeeping {
  /** Before anything is shown or searched: lets go what disappeared, or was begun to be deleted. @throws StorageError. */
  sweep(): Promise<void>;
  recorded(recorded: Recorded): void;
  /** The relay is there, and its time is known better than before. */
  look(): void;
}

export function createHousekeeping(device: Device, timers: Timers, fault: (error: unknown) => void): Housekeeping {
  const expiry = createExpiry(device, timers, fault);
  const erasing = createErasing(device, fault);
  const history = createHistoryTaker(device, fault);
  return {
    async sweep() {
      await erasing.sweep();
      await expiry.sweep();
      history.begin();
    },
    recorded(recorded) {
      expiry.recorded(recorded);
      erasing.recorded(recorded);
      history.recorded(recorded);
    },
    look() {
      expiry.look();
      erasing.online();
    },
  };
}
