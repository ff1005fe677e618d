/** Sleepers that can be woken before their time. */
export class Alarm {
  readonly #sleepers = new Set<() => void>();

  /** Wakes all who sleep. */
  ring(): void {
    for (const wakeUp of [...this.#sleepers]) wakeUp();
  }

  /** Waits until woken, and at most so long. */
  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wakeUp = () => {
        clearTimeout(timer);
        this.#sleepers.delete(wakeUp);
        resolve();
      };
      const timer = setTimeout(wakeUp, milliseconds);
      this.#sleepers.add(wakeUp);
    });
  }
}
