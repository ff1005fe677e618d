import type { FastifyBaseLogger } from "fastify";
import type { Clock } from "../clock.ts";
import { Alarm } from "../grading/alarm.ts";
import type { Store } from "../store.ts";
import { composeMail } from "./compose-mail.ts";
import { composeMessage, shownGrade } from "./compose-message.ts";
import type { Mailer } from "./mailer.ts";
import { sendWebhook } from "./send-webhook.ts";

const lookMilliseconds = 1_000;
const forgetMilliseconds = 3_600_000;

export interface CourierOptions {
  readonly store: Pick<Store, "deliveries" | "webhooks" | "addresses" | "grades">;
  readonly log: FastifyBaseLogger;
  readonly clock: Clock;
  readonly allowPrivate: boolean;
  /** Undefined: this server sends no e-mail, and what waits for it goes on waiting. */
  readonly mailer: Mailer | undefined;
  /** How often it looks for what is due; a second by default. */
  readonly everyMilliseconds?: number;
}

/** Tells receivers what is due: one message at a time for each, and all of them side by side. */
export class Courier {
  readonly #options: CourierOptions;
  readonly #alarm = new Alarm();
  readonly #stop = new AbortController();
  readonly #busy = new Map<string, Promise<void>>();
  #loop: Promise<void> = Promise.resolve();
  #forgotAt = Number.NEGATIVE_INFINITY;

  constructor(options: CourierOptions) {
    this.#options = options;
  }

  start(): void {
    this.#loop = this.#look();
  }

  /** Begins nothing more and breaks off what is under way: it is told again after the next start. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#alarm.ring();
    await this.#loop;
    await Promise.all(this.#busy.values());
    this.#options.mailer?.close();
  }

  async #look(): Promise<void> {
    const { store, log, clock, mailer, everyMilliseconds = lookMilliseconds } = this.#options;
    while (!this.#stop.signal.aborted) {
      try {
        for (const channel of store.deliveries.channels()) {
          if (this.#busy.has(channel) || (channel === "mail" && mailer === undefined)) continue;
          const round = this.#drain(channel).finally(() => this.#busy.delete(channel));
          this.#busy.set(channel, round);
        }
        if (clock.steady() - this.#forgotAt > forgetMilliseconds) {
          store.deliveries.forget();
          this.#forgotAt = clock.steady();
        }
      } catch (error) {
        log.error({ err: error }, "the outbox could not be read; trying again");
      }
      await this.#alarm.sleep(everyMilliseconds);
    }
  }

  async #drain(channel: string): Promise<void> {
    const { store, log } = this.#options;
    try {
      while (!this.#stop.signal.aborted) {
        const delivery = store.deliveries.next(channel);
        if (delivery === undefined) return;
        const { id, webhookId, attempts, event } = delivery;
        const problem = await this.#tell(delivery).then(
          () => undefined,
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        );
        if (problem === undefined) store.deliveries.sent(id);
        else if (!this.#stop.signal.aborted) {
          store.deliveries.failed(id, problem);
          log.warn({ deliveryId: id, webhookId, kind: event.kind, attempt: attempts + 1, problem }, "not delivered");
        }
      }
    } catch (error) {
      log.error({ err: error, channel }, "a channel of the outbox met an error; it goes on");
    }
  }

  async #tell(delivery: NonNullable<ReturnType<Store["deliveries"]["next"]>>): Promise<void> {
    const { store, clock, mailer, allowPrivate } = this.#options;
    const { webhookId, event } = delivery;
    const grade = shownGrade(delivery, store, clock.now());
    if (webhookId === null) {
      const address = store.addresses.of(event.userId);
      // Whoever took the address away meanwhile wants nothing any more.
      if (address !== null) await mailer?.send(event.id, address, composeMail(delivery, grade));
      return;
    }
    const target = store.webhooks.target(webhookId);
    if (target === undefined) return;
    const seconds = Math.floor(clock.now() / 1000);
    const options = { allowPrivate, seconds, signal: this.#stop.signal };
    await sendWebhook(target, composeMessage(delivery, grade), options);
  }
}
