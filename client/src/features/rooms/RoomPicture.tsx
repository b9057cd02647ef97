import { useState } from 'react';
import { Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { RoomColour } from '#client/bridge/port.ts';
import { Avatar } from '#client/ui/Avatar.tsx';
import { Button } from '#client/ui/Button.tsx';
import { EmojiPicker } from '#client/ui/EmojiPicker.tsx';
import popover from '#client/ui/popover.module.css';
import { Swatches } from '#client/ui/Swatches.tsx';
import { words } from '#client/words/index.ts';
import styles from './RoomPanel.module.css';

export interface Picture {
  readonly colour?: RoomColour | undefined;
  readonly emoji?: string | undefined;
}

/** What stands for a room besides its name: an emoji or its initials, on a colour. */
export function RoomPicture({
  name,
  seed,
  value,
  onChange,
}: {
  readonly name: string;
  readonly seed: string;
  readonly value: Picture;
  readonly onChange: (value: Picture) => void;
}) {
  const [open, setOpen] = useState(false);
  const { colour, emoji } = value;
  return (
    <>
      <div className={styles.picture}>
        <Avatar name={name} seed={seed} square size="l" colour={colour} emoji={emoji} />
        <DialogTrigger isOpen={open} onOpenChange={setOpen}>
          <Button size="s">{emoji === undefined ? words.rooms.chooseEmoji : words.rooms.chooseOtherEmoji}</Button>
          <Popover className={popover.popover ?? ''} placement="bottom start">
            <Dialog aria-label={words.rooms.chooseEmoji} className={styles.emojis ?? ''}>
              <EmojiPicker
                onPick={(picked) => {
                  setOpen(false);
                  onChange({ ...value, emoji: picked });
                }}
              />
            </Dialog>
          </Popover>
        </DialogTrigger>
        {emoji !== undefined && (
          <Button size="s" variant="quiet" onPress={() => onChange({ ...value, emoji: undefined })}>
            {words.rooms.useInitials}
          </Button>
        )}
      </div>
      <Swatches
        label={words.rooms.colour}
        none={words.rooms.automatic}
        value={colour}
        onChange={(chosen) => onChange({ ...value, colour: chosen })}
      />
    </>
  );
}
