import { cleanup, createEvent, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import type { ProblemWords } from '#client/ui/Problem.tsx';
import { ComposerBox } from './ComposerBox.tsx';
import { utf8Length } from './utf8-length.ts';

afterEach(cleanup);

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
  const drafts: string[] = [];
  const view = render(
    <ComposerBox
      to="Ben"
      draft={draft}
      lengthMax={lengthMax}
      onSend={async (text) => {
        sent.push(text);
        return answer;
      }}
      onDraft={(text) => drafts.push(text)}
    />,
  );
  const area = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message to Ben' });
  return { ...view, area, sent, drafts, person: userEvent.setup() };
}

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

it('the length is that of UTF-8', () => {
  for (const text of ['', 'a', 'é', '€', '😀', 'a\uD800b', '\uDC00']) {
    expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
  }
});
