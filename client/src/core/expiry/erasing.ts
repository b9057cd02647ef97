/** Goes on with deleting conversations that are to go, and tells the relay of those that this device is out of. */
import type { GroupId } from '#shared/ids/index.ts';
import type { Device } from '../groups/device.ts';
import { eraseContent } from '../groups/erase.ts';
import type { Recorded } from '../groups/journal.ts';
import { TransportError } from '../transport/errors.ts';

export interface Erasing {
  /** Deletes what was begun to be deleted. @throws StorageError. */
  sweep(): Promise<void>;
  /** Something may be to be deleted, or to be left. */
  recorded(recorded: Pick<Recorded, 'conversations'>): void;
  /** The relay can be told. */
  online(): void;
}

export function createErasing(device: Device, fault: (error: unknown) => void): Erasing {
  const { journal } = device;
  const erased = new Map<GroupId, Promise<void>>();
  const leaving = new Set<GroupId>();
  const rows = () => [...journal.memory.conversations.values()];

  const erase = (id: GroupId): Promise<void> => {
    const running = erased.get(id);
    if (running !== undefined) return running;
    const work = eraseContent(journal, id).finally(() => erased.delete(id));
    erased.set(id, work);
    return work;
  };

  /** Not a moment before the deletion is on the disk: what is not fetched by then cannot be had any more. */
  const leave = async (id: GroupId): Promise<void> => {
    if (leaving.has(id)) return;
    leaving.add(id);
    try {
      await device.call('group.leave', { group: id });
      await journal.record((write) => write.changeConversation(id, ({ leaves: _told, ...row }) => row));
    } catch (error) {
      // The next sign-in tells it.
      if (!(error instanceof TransportError)) throw error;
    } finally {
      leaving.delete(id);
    }
  };

  const online = () => {
    for (const { id, leaves } of rows()) if (leaves === true) leave(id).catch(fault);
  };

  return {
    async sweep() {
      for (const { id, erasing } of rows()) if (erasing === true) await erase(id);
    },
    recorded({ conversations }) {
      for (const id of conversations) {
        const row = journal.memory.conversations.get(id);
        if (row?.erasing === true) erase(id).catch(fault);
        if (row?.leaves === true) leave(id).catch(fault);
      }
    },
    online,
  };
}
