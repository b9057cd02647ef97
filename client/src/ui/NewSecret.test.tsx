import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it } from 'vitest';
import { NewSecret, type NewSecretValue, type SecretRating } from './NewSecret.tsx';

afterEach(cleanup);

const byLength = async (secret: string): Promise<SecretRating> =>
  secret.length < 12
    ? { acceptable: false, level: 1, sentence: `${12 - secret.length} more are needed` }
    : { acceptable: true, level: 3, sentence: 'Good' };

function open(rate: (secret: string) => Promise<SecretRating> = byLength) {
  const values: NewSecretValue[] = [];
  const onChange = (value: NewSecretValue) => values.push(value);
  render(<NewSecret label="Passphrase" hint="At least 12." rate={rate} onChange={onChange} />);
  return {
    first: screen.getByLabelText('Passphrase'),
    second: screen.getByLabelText('Repeat passphrase'),
    last: () => values.at(-1),
    person: userEvent.setup(),
  };
}

describe('a new secret', () => {
  it('shows its strength while it is typed and is ready only when good enough and repeated', async () => {
    const { first, second, last, person } = open();
    await person.type(first, 'short');
    expect(await screen.findByText('7 more are needed')).toBeTruthy();
    await person.type(second, 'short');
    expect(last()).toEqual({ secret: 'short', ready: false });

    await person.type(first, ' lantern');
    expect(await screen.findByText('Good')).toBeTruthy();
    expect(last()?.ready).toBe(false);
    await person.type(second, ' lantern');
    expect(last()).toEqual({ secret: 'short lantern', ready: true });
  });

  it('is never ready on the strength of another text', async () => {
    const answers = new Map<string, (rating: SecretRating) => void>();
    const { first, second, last, person } = open(
      (secret) =>
        new Promise((resolve) => {
          answers.set(secret, resolve);
        }),
    );
    await person.type(first, 'ab');
    await person.type(second, 'ab');
    // The answer about "a" comes late, after the text has become "ab".
    await act(async () => answers.get('a')?.({ acceptable: true, level: 4, sentence: 'Very good' }));
    expect(last()).toEqual({ secret: 'ab', ready: false });
    expect(screen.queryByText('Very good')).toBeNull();
    await act(async () => answers.get('ab')?.({ acceptable: true, level: 4, sentence: 'Very good' }));
    expect(last()).toEqual({ secret: 'ab', ready: true });
  });

  it('says that the two differ when the second field is left', async () => {
    const { first, second, person } = open();
    await person.type(first, 'harbour lantern');
    await person.type(second, 'harbour lanterm');
    expect(screen.queryByText(/The two are different/)).toBeNull();
    await person.tab();
    expect(screen.getByText(/The two are different/)).toBeTruthy();
  });

  it('is hidden until the person asks to see it', async () => {
    const { first, person } = open();
    expect(first.getAttribute('type')).toBe('password');
    await person.click(screen.getAllByRole('button', { name: 'Show' })[0] as HTMLElement);
    expect(first.getAttribute('type')).toBe('text');
  });
});
