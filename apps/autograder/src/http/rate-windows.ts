import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from "@fastify/rate-limit";

/** Keys counted at once; the one whose window began first makes room. */
const mostKeys = 10_000;

interface Window {
  readonly began: number;
  count: number;
}

/**
 * Where the rate limits count: so many requests of a key in a window that its first request begins. The plugin's own
 * store goes by the time of day, and a clock that is set back would keep whoever was over the limit there until it has
 * caught up.
 */
export function rateWindows(steady: () => number): FastifyRateLimitStoreCtor {
  return class RateWindows implements FastifyRateLimitStore {
    /** In the order in which they began. */
    readonly #windows = new Map<string, Window>();

    incr(...[key, done, length]: Parameters<FastifyRateLimitStore["incr"]>): void {
      const now = steady();
      this.#forget(now - length);
      const window = this.#windows.get(key) ?? this.#begin(key, now);
      window.count += 1;
      done(null, { current: window.count, ttl: window.began + length - now });
    }

    child(): FastifyRateLimitStore {
      return new RateWindows();
    }

    #begin(key: string, now: number): Window {
      if (this.#windows.size >= mostKeys) {
        const [oldest = ""] = this.#windows.keys();
        this.#windows.delete(oldest);
      }
      const window = { began: now, count: 0 };
      this.#windows.set(key, window);
      return window;
    }

    /** Drops the windows that began then or earlier. */
    #forget(ended: number): void {
      for (const [key, { began }] of this.#windows) {
        if (began > ended) return;
        this.#windows.delete(key);
      }
    }
  };
}
