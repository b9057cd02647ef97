/** Things to do later, each under a name: planning one again moves it. All of them end with the core. */
export interface Timers {
  /** Runs `work` after `ms`, unless it is planned sooner already. */
  later(name: string, ms: number, work: () => void): void;
  cancel(name: string): void;
  close(): void;
}

export function createTimers(now: () => number): Timers {
  const planned = new Map<string, { readonly due: number; readonly timer: ReturnType<typeof setTimeout> }>();
  let closed = false;
  return {
    later(name, ms, work) {
      const due = now() + ms;
      const before = planned.get(name);
      if (closed || (before !== undefined && before.due <= due)) return;
      if (before !== undefined) clearTimeout(before.timer);
      const timer = setTimeout(() => {
        planned.delete(name);
        work();
      }, ms);
      planned.set(name, { due, timer });
    },
    cancel(name) {
      clearTimeout(planned.get(name)?.timer);
      planned.delete(name);
    },
    close() {
      closed = true;
      for (const { timer } of planned.values()) clearTimeout(timer);
      planned.clear();
    },
  };
}
