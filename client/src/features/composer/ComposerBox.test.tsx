import { cleanup, createEvent, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import type { MentionSpan } from '#client/bridge/port.ts';
import type { ProblemWords } from '#client/ui/Problem.tsx';
import { type MessageId, parseId, type UserId } from '#shared/ids/index.ts';
import { ComposerBox } from './ComposerBox.tsx';
import { allSnippets } from './use-snippet-list.ts';
import { utf8Length } from './utf8-length.ts';

afterEach(cleanup);

const [ben, chloe] = ['B', 'C'].map((letter) => parseId<UserId>(`${letter.repeat(21)}A`)) as [UserId, UserId];
const mentionable = [
  { who: ben, name: 'Ben Okafor' },
  { who: chloe, name: 'Chloe' },
  { who: 'room' as const, name: 'room', hint: '2 people' },
];

function open({
  draft = '',
  lengthMax = 1_000,
  answer,
}: {
  draft?: string;
  lengthMax?: number;
  answer?: ProblemWords;
} = {}) {
  const sent: string[] = [];
  const mentioned: (readonly MentionSpan[])[] = [];
  const drafts: string[] = [];
  let left = 0;
  const view = render(
    <ComposerBox
      label="Message to Ben"
      placeholder="Message Ben"
      draft={draft}
      lengthMax={lengthMax}
      mentionable={mentionable}
      onLeave={() => {
        left += 1;
      }}
      onSend={async (text, mentions) => {
        sent.push(text);
        mentioned.push(mentions);
        return answer;
      }}
      onDraft={(text) => drafts.push(text)}
    />,
  );
  const area = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message to Ben' });
  return { ...view, area, sent, mentioned, drafts, person: userEvent.setup(), left: () => left };
}

describe('a draft of another device', () => {
  const box = (draft: string, from: string | undefined, kept: unknown[] = [], elsewhere?: string) => (
    <ComposerBox
      label="Message"
      placeholder=""
      lengthMax={1_000}
      draft={draft}
      draftFrom={from}
      elsewhere={elsewhere === undefined ? undefined : { text: elsewhere, mentions: [] }}
      onElsewhere={() => kept.push('settled')}
      onDraft={(text, _mentions, version) => kept.push([text, version])}
      onSend={async () => undefined}
    />
  );
  const area = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });

  it('is taken into a field in which nobody writes, and out of it when it was sent there', () => {
    const { rerender } = render(box('', undefined));
    rerender(box('From the phone', 'phone.1'));
    expect(area().value).toBe('From the phone');
    rerender(box('', 'phone.2'));
    expect(area().value).toBe('');
  });

  it('waits until the person has left what they write, and is then kept as made from it', async () => {
    const kept: unknown[] = [];
    const person = userEvent.setup();
    const { rerender, unmount } = render(box('one', undefined, kept));
    await person.click(area());
    rerender(box('one, two', 'phone.1', kept));
    expect(area().value, 'the caret stands there').toBe('one');
    area().blur();
    await expect.poll(() => area().value).toBe('one, two');
    await person.type(area(), ', three');
    unmount();
    expect(kept).toEqual([['one, two, three', 'phone.1']]);
  });

  it('never stands over what is not kept yet: that is kept as made from what it was', async () => {
    const kept: unknown[] = [];
    const person = userEvent.setup();
    const { rerender, unmount } = render(box('one', 'phone.1', kept));
    await person.type(area(), '!');
    area().blur();
    rerender(box('one, two', 'phone.2', kept));
    expect(area().value).toBe('one!');
    unmount();
    expect(kept).toEqual([['one!', 'phone.1']]);
  });

  it('that was written at the same time is offered, and stands below when it is taken', async () => {
    const kept: unknown[] = [];
    const person = userEvent.setup();
    const { rerender } = render(box('mine', undefined, kept, 'the other'));
    expect(screen.getByRole('status').textContent).toContain('the other');
    await person.click(screen.getByRole('button', { name: 'Add to draft' }));
    expect(area().value).toBe('mine\nthe other');
    expect(kept).toEqual([['mine\nthe other', undefined], 'settled']);
    rerender(box('mine\nthe other', undefined, kept, 'once more'));
    await person.click(screen.getByRole('button', { name: 'Discard that draft' }));
    expect(area().value).toBe('mine\nthe other');
    expect(kept.at(-1)).toBe('settled');
  });
});

describe('snippets', () => {
  const snippets = ['Bye', 'Gate code'].map((title, nth) => ({
    id: parseId<MessageId>(`${String(nth).padStart(21, 'S')}A`),
    title,
    text: `**${title}** in full`,
  }));

  it('are put in by their title, with keys alone, and what is put in elsewhere comes where one writes', async () => {
    const sent: string[] = [];
    const box = (insert?: { text: string }) => (
      <ComposerBox
        label="Message to Ben"
        placeholder=""
        draft=""
        lengthMax={1_000}
        snippets={snippets}
        insert={insert}
        onSend={async (text) => void sent.push(text)}
        onDraft={() => undefined}
      />
    );
    const { rerender } = render(box());
    const person = userEvent.setup();
    const area = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message to Ben' });
    await person.type(area, 'Hello. ;gat');
    expect(screen.getByRole('option', { name: /Gate code/ }).getAttribute('aria-selected')).toBe('true');
    await person.keyboard('{Enter}');
    expect(area.value).toBe('Hello. **Gate code** in full');
    expect(screen.queryByRole('listbox')).toBeNull();
    rerender(box({ text: '!' }));
    expect(area.value).toBe('Hello. **Gate code** in full!');
    await person.type(area, ' ;nothing{Enter}');
    expect(sent).toEqual(['Hello. **Gate code** in full! ;nothing']);
  });

  it('stand before what the organisation gives, which says so', async () => {
    render(
      <ComposerBox
        label="Message to Ben"
        placeholder=""
        draft=""
        lengthMax={1_000}
        snippets={allSnippets(snippets, ['Got it.', 'Got it.', 'Call me.'])}
        onSend={async () => undefined}
        onDraft={() => undefined}
      />,
    );
    const person = userEvent.setup();
    const area = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message to Ben' });
    await person.type(area, ';');
    expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
      'Bye Bye in full',
      'Gate code Gate code in full',
      'Got it. From your organisation',
      'Got it. From your organisation',
      'Call me. From your organisation',
    ]);
    await person.type(area, 'call{Enter}');
    expect(area.value).toBe('Call me.');
  });
});

describe('the composer', () => {
  it('sends on Enter what was typed, once, and is empty and focused again', async () => {
    const { area, sent, person } = open();
    await person.type(area, '  Hello Ben {Enter}');
    expect(sent).toEqual(['Hello Ben']);
    expect(area.value).toBe('');
    expect(document.activeElement).toBe(area);
  });

  it('makes a new line on Shift+Enter', async () => {
    const { area, sent, person } = open();
    await person.type(area, 'one{Shift>}{Enter}{/Shift}two');
    expect(area.value).toBe('one\ntwo');
    expect(sent).toEqual([]);
    await person.keyboard('{Enter}');
    expect(sent).toEqual(['one\ntwo']);
  });

  it('leaves the Enter of a composition to the input method', async () => {
    const { area, sent, person } = open();
    await person.type(area, 'にほん');
    const composing = createEvent.keyDown(area, { key: 'Enter', isComposing: true });
    fireEvent(area, composing);
    expect(composing.defaultPrevented).toBe(false);
    fireEvent.keyDown(area, { key: 'Enter', keyCode: 229 });
    expect(sent).toEqual([]);
    fireEvent.keyDown(area, { key: 'Enter' });
    expect(sent).toEqual(['にほん']);
  });

  it('sends nothing that is empty', async () => {
    const { area, sent, person } = open();
    await person.type(area, '   {Enter}{Enter}');
    expect(sent).toEqual([]);
    expect(screen.getByRole('button', { name: 'Send' })).toHaveProperty('disabled', true);
  });

  it('begins with the draft and keeps what was typed when it goes', async () => {
    const { area, drafts, person, unmount } = open({ draft: 'About' });
    expect(area.value).toBe('About');
    await person.type(area, ' the tide');
    unmount();
    expect(drafts).toEqual(['About the tide']);
  });

  it('keeps no draft of what was sent', async () => {
    const { area, drafts, person, unmount } = open();
    await person.type(area, 'Hello{Enter}');
    unmount();
    expect(drafts.at(-1)).toBe('');
  });

  it('gives the text back, before what was typed since, when it could not be stored', async () => {
    const answer = { sentence: 'The storage is full.', nextStep: 'Free some space.' };
    const { area, person } = open({ answer });
    await person.type(area, 'Hello{Enter}');
    await screen.findByText('The storage is full.');
    expect(area.value).toBe('Hello');
    expect(screen.getByRole('alert').textContent).toContain('Free some space.');
  });

  it('says when the text is too long, and does not send it', async () => {
    const { area, sent, person } = open({ lengthMax: 10 });
    await person.type(area, 'aaaaaaaaéé{Enter}');
    expect(sent).toEqual([]);
    expect(area.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByRole('status').textContent).toContain('Too long by 2');
    await person.keyboard('{Backspace}{Enter}');
    expect(sent).toEqual(['aaaaaaaaé']);
  });
});

describe('an @', () => {
  const list = () => screen.queryByRole('listbox', { name: 'Whom to mention' });
  const options = () =>
    screen.getAllByRole('option').map(({ textContent }) => textContent?.replace(/^[A-Z]{1,2}(?=[A-Z])/, '').trim());
  const chosen = (area: HTMLElement) => document.getElementById(area.getAttribute('aria-activedescendant') ?? '');

  it('opens the list of people; arrows choose, Enter mentions and sends nothing', async () => {
    const { area, sent, mentioned, person } = open();
    await person.type(area, ' Hi @');
    expect(options()).toEqual(['Ben Okafor', 'Chloe', '@room 2 people']);
    expect(area.getAttribute('aria-controls')).toBe(list()?.id);
    expect(chosen(area)?.textContent).toContain('Ben');
    await person.keyboard('{ArrowDown}');
    expect(chosen(area)?.textContent).toContain('Chloe');
    await person.keyboard('{ArrowUp}{ArrowUp}');
    expect(chosen(area)?.textContent).toContain('@room');
    await person.keyboard('oka');
    expect(options()).toEqual(['Ben Okafor']);
    await person.keyboard('{Enter}');
    expect(list()).toBeNull();
    expect(area.value).toBe(' Hi @Ben Okafor ');
    expect(area.selectionStart).toBe(area.value.length);
    await person.keyboard('and @c{Tab}!{Enter}');
    expect(sent).toEqual(['Hi @Ben Okafor and @Chloe !']);
    expect(mentioned).toEqual([
      [
        { start: 3, end: 14, who: ben },
        { start: 19, end: 25, who: chloe },
      ],
    ]);
  });

  it('is left alone by Escape, which then does nothing else, and by who goes on writing', async () => {
    const { area, sent, mentioned, person, left } = open();
    await person.type(area, '@b{Escape}');
    expect(list()).toBeNull();
    expect(left()).toBe(0);
    await person.keyboard('e{Enter}');
    expect(sent).toEqual(['@be']);
    expect(mentioned).toEqual([[]]);
    await person.keyboard('mail@ben {Enter}@nobody{Enter}');
    expect(sent.slice(1)).toEqual(['mail@ben', '@nobody']);
    await person.keyboard('@b');
    expect(list()).not.toBeNull();
  });

  it('takes the pointer, and goes as a whole when one deletes from it', async () => {
    const { area, person } = open();
    await person.type(area, 'Hi @');
    await person.click(screen.getByRole('option', { name: /Chloe/ }));
    expect(document.activeElement).toBe(area);
    expect(area.value).toBe('Hi @Chloe ');
    await person.keyboard('{Backspace}{Backspace}');
    expect(area.value).toBe('Hi ');
    await person.keyboard('there');
    expect(area.value).toBe('Hi there');
  });

  it('says how many people all of a room is', async () => {
    const { area, person } = open();
    await person.type(area, '@ro{Enter}');
    expect(screen.getByText('@room reaches 2 people').getAttribute('role')).toBe('status');
  });

  it('stays in what was kept, and comes back when it could not be sent', async () => {
    const answer = { sentence: 'The storage is full.', nextStep: 'Free some space.' };
    const { area, mentioned, person } = open({ answer });
    await person.type(area, '@chl{Enter}{Enter}');
    await screen.findByText('The storage is full.');
    expect(area.value).toBe('@Chloe');
    await person.keyboard('{Enter}');
    expect(mentioned[1]).toEqual([{ start: 0, end: 6, who: chloe }]);
  });
});

it('the length is that of UTF-8', () => {
  for (const text of ['', 'a', 'é', '€', '😀', 'a\uD800b', '\uDC00']) {
    expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
  }
});

describe('emoji by their names', () => {
  const list = () => screen.queryByRole('listbox', { name: 'Emoji' });

  it('are listed behind a colon, and Enter takes one and sends nothing', async () => {
    const { area, sent, person } = open();
    await person.type(area, 'well done :cla');
    await screen.findByRole('listbox', { name: 'Emoji' });
    expect(area.getAttribute('aria-activedescendant')).toBe(screen.getAllByRole('option')[0]?.id);
    await person.keyboard('{Enter}');
    expect(area.value).toBe('well done 👏 ');
    expect(sent).toEqual([]);
    expect(list()).toBeNull();
    await person.keyboard('{Enter}');
    expect(sent).toEqual(['well done 👏']);
  });

  it('stand at once where the whole name was typed, and words that are no name stay words', async () => {
    const { area, person } = open();
    await person.type(area, ':tada');
    await screen.findByRole('listbox', { name: 'Emoji' });
    await person.type(area, ': :nothing: :heart');
    expect(area.value).toBe('🎉 :nothing: :heart');
    await person.keyboard('{Escape}');
    expect(list()).toBeNull();
    await person.type(area, ' it');
    expect(area.value).toBe('🎉 :nothing: :heart it');
  });
});
