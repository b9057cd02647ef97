import { type ReactNode, useMemo, useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Modal,
  ModalOverlay,
  SearchField,
  Text,
} from 'react-aria-components';
import { faceOf } from '#client/bridge/face.ts';
import { useConversations, useCore, usePeople } from '#client/bridge/hooks.ts';
import { Avatar, type Face } from '#client/ui/Avatar.tsx';
import hidden from '#client/ui/hidden.module.css';
import { plainName } from '#client/ui/plain-name.ts';
import { say } from '#client/ui/toast.tsx';
import { words } from '#client/words/index.ts';
import type { GroupId } from '#shared/ids/index.ts';
import { ranked } from './fuzzy.ts';
import styles from './Palette.module.css';

export interface Command {
  readonly id: string;
  readonly name: string;
  readonly icon: ReactNode;
  /** The keys that do the same. */
  readonly keys?: string;
  readonly run: () => void;
}

export interface PaletteProps {
  readonly commands: readonly Command[];
  readonly onOpen: (conversation: GroupId) => void;
  readonly onClose: () => void;
}

interface Choice {
  readonly id: string;
  readonly name: string;
  readonly hint: string;
  readonly face?: Face;
  readonly icon?: ReactNode;
  readonly run: () => void;
}

/** What is offered before anything is typed, and at most. */
const RECENT = 6;
const MOST = 40;

/** Goes to a conversation or a person, or does something, by a few letters of its name. */
export function Palette({ commands, onOpen, onClose }: PaletteProps) {
  const core = useCore();
  const conversations = useConversations();
  const people = usePeople();
  const [typed, setTyped] = useState('');

  const { recent, others, doing } = useMemo(() => {
    const byTime = [...conversations].sort((left, right) => right.lastAt - left.lastAt);
    const known = new Set(byTime.map(({ peer }) => peer));
    return {
      recent: byTime.map((conversation): Choice => {
        const { id, title, kind } = conversation;
        const name = plainName(title);
        return {
          id,
          name,
          hint: kind === 'room' ? words.palette.room : words.palette.direct,
          face: faceOf(conversation),
          run: () => onOpen(id),
        };
      }),
      others: people
        .filter(({ id, isMe, active }) => !isMe && active && !known.has(id))
        .map(({ id, name: given }): Choice => {
          const name = plainName(given);
          const run = () =>
            void core.startDirect(id).then((answer) => {
              if (answer.ok) onOpen(answer.value);
              else say(answer.problem.sentence, answer.problem.nextStep);
            });
          return { id, name, hint: words.palette.start, face: { seed: id, square: false }, run };
        }),
      doing: commands.map(({ id, name, icon, keys = '', run }): Choice => {
        return { id, name, hint: keys, icon, run };
      }),
    };
  }, [conversations, people, commands, core, onOpen]);

  const offered =
    typed.trim() === ''
      ? [...recent.slice(0, RECENT), ...doing]
      : ranked(typed, [...recent, ...others, ...doing], ({ name }) => name).slice(0, MOST);
  return (
    <ModalOverlay
      isOpen
      isDismissable
      className={styles.overlay ?? ''}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={styles.modal ?? ''}>
        <Dialog aria-label={words.palette.title} className={styles.dialog ?? ''}>
          <Autocomplete inputValue={typed} onInputChange={setTyped}>
            <SearchField className={styles.field ?? ''} autoComplete="off" autoFocus maxLength={100}>
              <Label className={hidden.hidden ?? ''}>{words.palette.title}</Label>
              {/* The list is open as long as the field is there, and its arrows are typed here. */}
              <Input
                role="combobox"
                aria-expanded
                className={styles.input ?? ''}
                placeholder={words.palette.placeholder}
                spellCheck="false"
              />
            </SearchField>
            <ListBox
              aria-label={words.palette.choices}
              className={styles.list ?? ''}
              items={offered}
              renderEmptyState={() => <p className={styles.nothing}>{words.palette.nothing}</p>}
            >
              {({ id, name, hint, face, icon, run }) => (
                <ListBoxItem
                  id={id}
                  textValue={name}
                  className={styles.choice ?? ''}
                  onAction={() => {
                    onClose();
                    run();
                  }}
                >
                  {face === undefined ? <span className={styles.icon}>{icon}</span> : <Avatar name={name} {...face} />}
                  <Text slot="label" className={styles.name ?? ''}>
                    <bdi>{name}</bdi>
                  </Text>
                  {hint !== '' && (
                    <Text slot="description" className={styles.hint ?? ''}>
                      {hint}
                    </Text>
                  )}
                </ListBoxItem>
              )}
            </ListBox>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
