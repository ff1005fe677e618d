import { randomUUID } from "node:crypto";
import { ApiError, type Webhook, webhooksApi } from "@tinytorch/api";
import { composePing } from "../../delivery/compose-message.ts";
import { sendWebhook } from "../../delivery/send-webhook.ts";
import { urlProblem } from "../../delivery/webhook-address.ts";
import type { RegisterRoutes } from "../../http/features.ts";
import { isoTime } from "../../http/iso-time.ts";
import { serve } from "../../http/serve.ts";
import type { StoredWebhook } from "./store.ts";

/** Receivers of events, for an instructor to add and to look after. */
export const v1: RegisterRoutes = (app, { store, clock, settings }) => {
  const allowPrivate = settings.webhookPrivate;
  serve(app, webhooksApi, {
    webhooks: () => ({ webhooks: store.webhooks.list().map(show) }),
    addWebhook({ account, body: { url } }) {
      const problem = urlProblem(url, allowPrivate);
      if (problem !== undefined) throw new ApiError("invalid-request", { message: `url: ${problem}.`, field: "url" });
      const { secret, ...added } = store.webhooks.add(account.id, url);
      return { ...show(added), secret };
    },
    removeWebhook({ account, params }) {
      store.webhooks.remove(account.id, params.id);
    },
    async testWebhook({ params }) {
      const target = store.webhooks.target(params.id);
      if (target === undefined) throw new ApiError("not-found");
      const now = clock.now();
      try {
        await sendWebhook(target, composePing(randomUUID(), now), { allowPrivate, seconds: Math.floor(now / 1000) });
        return { delivered: true, problem: null };
      } catch (error) {
        return { delivered: false, problem: error instanceof Error ? error.message : String(error) };
      }
    },
    deadDeliveries: () => ({
      deadDeliveries: store.deliveries.dead().map(({ userId, userName, diedAt, ...letter }) => ({
        ...letter,
        person: { id: userId, name: userName },
        diedAt: isoTime(diedAt),
      })),
    }),
    retryDelivery({ account, params }) {
      store.deliveries.retry(account.id, params.id);
    },
  });
};

function show({ createdAt, createdById, createdByName, ...webhook }: StoredWebhook): Webhook {
  return {
    ...webhook,
    createdBy: { id: createdById, name: createdByName },
    createdAt: isoTime(createdAt),
  };
}
