import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { LogProgress } from './LogProgress.tsx';

afterEach(cleanup);

it('says how far the log is verified, to eyes and to screen readers', () => {
  const { rerender } = render(<LogProgress done={12_345} total={50_000} />);
  const bar = () => screen.getByRole('progressbar', { name: 'Verifying the organisation’s log' });
  expect(bar().getAttribute('aria-valuenow')).toBe('24');
  expect(screen.getByText(/12,345 of 50,000 entries/)).toBeTruthy();
  rerender(<LogProgress done={50_001} total={50_000} />);
  expect(bar().getAttribute('aria-valuenow')).toBe('100');
});
