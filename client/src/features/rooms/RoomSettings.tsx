import { Settings2 } from 'lucide-react';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useCore, useSession } from '#client/bridge/hooks.ts';
import type { ConversationSummary, LevelName, PolicyView, RoomChange, RoomView } from '#client/bridge/port.ts';
import { Button } from '#client/ui/Button.tsx';
import { Choice } from '#client/ui/Choice.tsx';
import { Dialog } from '#client/ui/Dialog.tsx';
import { Field } from '#client/ui/Field.tsx';
import { levelNames, levelWords } from '#client/ui/levels.ts';
import { Problem } from '#client/ui/Problem.tsx';
import { useAction } from '#client/ui/use-action.ts';
import { words } from '#client/words/index.ts';
import styles from './RoomPanel.module.css';
import { type Picture, RoomPicture } from './RoomPicture.tsx';

const writingOptions = () =>
  [
    { value: 'everybody', label: words.rooms.everybody },
    { value: 'moderators', label: words.rooms.moderatorsOnly, hint: words.rooms.forAnnouncements },
  ] as const;
const addingOptions = () =>
  [
    { value: 'moderators', label: words.rooms.moderatorsOnly },
    { value: 'everybody', label: words.rooms.everybody },
  ] as const;

type Wanted = Picture &
  Pick<RoomView, 'topic' | 'writing' | 'adding' | 'openToRequests'> & {
    readonly name: string;
    readonly level?: LevelName | undefined;
  };

/** The levels that the policy leaves to a moderator, and that the room has. */
function levelOptions({ least, most }: PolicyView['levels'], now: LevelName | undefined) {
  const from = least === 'none' ? 0 : levelNames.indexOf(least);
  const to = most === 'none' ? -1 : levelNames.indexOf(most);
  const allowed = levelNames.filter((name, place) => (from <= place && place <= to) || name === now);
  const usual = least === 'none' ? words.rooms.notMarked : words.rooms.asPolicy(levelWords[least]);
  return [{ value: 'usual' as const, label: usual }, ...allowed.map((value) => ({ value, label: levelWords[value] }))];
}

const requestsOptions = () =>
  [
    { value: 'no', label: words.rooms.nobody },
    { value: 'yes', label: words.rooms.withLink, hint: words.rooms.howToAsk },
  ] as const;

/** What a moderator decides about a room. */
export function RoomSettings({ room, view }: { readonly room: ConversationSummary; readonly view: RoomView }) {
  const core = useCore();
  const session = useSession();
  const levels = session.kind === 'open' ? levelOptions(session.policy.levels, view.level) : [];
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState<Wanted>({ name: room.title, ...view });
  const change: RoomChange = {
    ...(wanted.name.trim() === room.title ? {} : { name: wanted.name.trim() }),
    ...(wanted.topic.trim() === view.topic ? {} : { topic: wanted.topic.trim() }),
    ...(wanted.writing === view.writing ? {} : { writing: wanted.writing }),
    ...(wanted.adding === view.adding ? {} : { adding: wanted.adding }),
    ...(wanted.level === view.level ? {} : { level: wanted.level ?? null }),
    ...(wanted.openToRequests === view.openToRequests ? {} : { requests: wanted.openToRequests }),
    ...(wanted.colour === view.colour ? {} : { colour: wanted.colour ?? null }),
    ...(wanted.emoji === view.emoji ? {} : { emoji: wanted.emoji ?? null }),
  };
  const save = useAction(
    () => core.changeRoom(room.id, change),
    () => setOpen(false),
  );
  const ready = wanted.name.trim() !== '' && Object.keys(change).length > 0;
  return (
    <>
      <Button
        size="s"
        icon={<Settings2 size={14} aria-hidden />}
        onPress={() => {
          setWanted({ name: room.title, ...view });
          setOpen(true);
        }}
      >
        {words.rooms.settings}
      </Button>
      <Dialog
        title={words.rooms.settings}
        isOpen={open}
        onClose={() => setOpen(false)}
        actions={
          <Button variant="primary" type="submit" form="room-settings" isDisabled={!ready} isPending={save.pending}>
            {words.shared.save}
          </Button>
        }
      >
        <RoomPicture
          name={wanted.name}
          seed={room.id}
          value={wanted}
          onChange={({ colour, emoji }) => setWanted({ ...wanted, colour, emoji })}
        />
        <Form
          id="room-settings"
          className={styles.form ?? ''}
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) save.run();
          }}
        >
          <Field
            label={words.rooms.name}
            value={wanted.name}
            onChange={(name) => setWanted({ ...wanted, name })}
            maxLength={80}
            autoFocus
          />
          <Field
            label={words.rooms.topic}
            hint={words.rooms.whatTopicIs}
            value={wanted.topic}
            onChange={(topic) => setWanted({ ...wanted, topic })}
            maxLength={300}
          />
        </Form>
        {levels.length > 1 && (
          <Choice
            label={words.rooms.classification}
            options={levels}
            value={wanted.level ?? 'usual'}
            onChange={(level) => setWanted({ ...wanted, level: level === 'usual' ? undefined : level })}
          />
        )}
        <Choice
          label={words.rooms.whoWrites}
          options={writingOptions()}
          value={wanted.writing}
          onChange={(writing) => setWanted({ ...wanted, writing })}
        />
        <Choice
          label={words.rooms.whoAdds}
          options={addingOptions()}
          value={wanted.adding}
          onChange={(adding) => setWanted({ ...wanted, adding })}
        />
        <Choice
          label={words.rooms.whoAsks}
          options={requestsOptions()}
          value={wanted.openToRequests ? 'yes' : 'no'}
          onChange={(may) => setWanted({ ...wanted, openToRequests: may === 'yes' })}
        />
        <Problem problem={save.problem} />
      </Dialog>
    </>
  );
}
