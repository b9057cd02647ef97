/** How much a device and an address may ask for. Kept in memory: an allowance is not worth a write. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RelayError } from '#shared/wire/index.ts';

export interface AllowanceLimits {
  readonly callsPerSecond: number;
  readonly claimsPerMinute: number;
  readonly connectionsPerMinute: number;
}

export interface Allowances {
  /** @throws RelayError `rate-limited` with the time to wait. */
  spendCall(of: { readonly device: string } | { readonly address: string }, cost: number): Promise<void>;
  /** Key packages are the scarce good of those who are away: draining them takes long and shows (AT-30). */
  spendClaims(device: string, count: number): Promise<void>;
  /** Whether `address` may open one more connection. */
  mayConnect(address: string): Promise<boolean>;
}

const BURST_SECONDS = 10;

export function createAllowances(limits: AllowanceLimits): Allowances {
  const calls = new RateLimiterMemory({ points: limits.callsPerSecond * BURST_SECONDS, duration: BURST_SECONDS });
  const claims = new RateLimiterMemory({ points: limits.claimsPerMinute, duration: 60 });
  const connections = new RateLimiterMemory({ points: limits.connectionsPerMinute, duration: 60 });
  // A challenge and a sign-in for each connection, and twice that for those who go on to found or enrol.
  const strangers = new RateLimiterMemory({ points: limits.connectionsPerMinute * 8, duration: 60 });

  const spend = async (limiter: RateLimiterMemory, key: string, cost: number): Promise<void> => {
    try {
      await limiter.consume(key, cost);
    } catch (error) {
      if (error instanceof RateLimiterRes) {
        throw new RelayError('rate-limited', { retryAfterMs: Math.max(1, Math.ceil(error.msBeforeNext)) });
      }
      throw error;
    }
  };
  return {
    spendCall: (of, cost) => ('device' in of ? spend(calls, of.device, cost) : spend(strangers, of.address, cost)),
    spendClaims: (device, count) => spend(claims, device, count),
    mayConnect: (address) =>
      connections.consume(address).then(
        () => true,
        () => false,
      ),
  };
}
