/** How much a device and an address may ask for. Kept in memory: an allowance is not worth a write. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { RelayError, wireLimits } from '#shared/wire/index.ts';

export interface AllowanceLimits {
  readonly callsPerSecond: number;
  readonly claimsPerMinute: number;
  readonly connectionsPerMinute: number;
  /** Bytes of new blobs that one device may announce in a day. */
  readonly filesDeviceBytes: number;
}

export interface Allowances {
  /** @throws RelayError `rate-limited` with the time to wait. */
  spendCall(
    of: { readonly device: string } | { readonly address: string },
    cost: number,
    purse?: 'pieces',
  ): Promise<void>;
  /** Key packages are the scarce good of those who are away: draining them takes long and shows (AT-30). */
  spendClaims(device: string, count: number): Promise<void>;
  /** @throws RelayError `blobs-spent`, and then nothing is spent: a smaller file may still be sent. */
  spendFileBytes(device: string, bytes: number, now: number): void;
  /**
   * Does `work` about a piece of a file, unless the device has too many under way: what waits here is held in memory.
   * @throws RelayError `rate-limited`.
   */
  withPiece<T>(device: string, work: () => Promise<T>): Promise<T>;
  /** Whether `address` may open one more connection. */
  mayConnect(address: string): Promise<boolean>;
}

const BURST_SECONDS = 10;
const DAY_MS = 86_400_000;
const PIECE_AGAIN_MS = 200;

export function createAllowances(limits: AllowanceLimits): Allowances {
  const calls = new RateLimiterMemory({ points: limits.callsPerSecond * BURST_SECONDS, duration: BURST_SECONDS });
  const pieces = new RateLimiterMemory({ points: limits.callsPerSecond * BURST_SECONDS, duration: BURST_SECONDS });
  /** By device, the bytes of its files since its day began; as many as there are devices. */
  const filesOf = new Map<string, { readonly since: number; readonly bytes: number }>();
  const piecesOf = new Map<string, number>();
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
    spendCall: (of, cost, purse) => {
      if ('address' in of) return spend(strangers, of.address, cost);
      return spend(purse === 'pieces' ? pieces : calls, of.device, cost);
    },
    spendFileBytes: (device, bytes, now) => {
      const known = filesOf.get(device);
      const day = known === undefined || now - known.since >= DAY_MS ? { since: now, bytes: 0 } : known;
      if (day.bytes + bytes > limits.filesDeviceBytes) throw new RelayError('blobs-spent');
      filesOf.set(device, { since: day.since, bytes: day.bytes + bytes });
    },
    withPiece: async (device, work) => {
      const underWay = piecesOf.get(device) ?? 0;
      if (underWay >= wireLimits.blobPiecesUnderWay) {
        throw new RelayError('rate-limited', { retryAfterMs: PIECE_AGAIN_MS });
      }
      piecesOf.set(device, underWay + 1);
      try {
        return await work();
      } finally {
        const left = (piecesOf.get(device) ?? 1) - 1;
        if (left === 0) piecesOf.delete(device);
        else piecesOf.set(device, left);
      }
    },
    spendClaims: (device, count) => spend(claims, device, count),
    mayConnect: (address) =>
      connections.consume(address).then(
        () => true,
        () => false,
      ),
  };
}
