import { z } from "zod";
import { notificationKindSchema } from "./notifications.ts";
import { personSchema } from "./person.ts";
import { get, post, remove } from "./route.ts";

/** A receiver of events, and how it is getting on. */
export const webhookSchema = z.object({
  id: z.uuid(),
  url: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: personSchema,
  /** Told nothing, since who added it may add none any more: dropped, or of another role. */
  paused: z.boolean(),
  waiting: z.int().nonnegative(),
  dead: z.int().nonnegative(),
});
export type Webhook = z.infer<typeof webhookSchema>;

export const addWebhookRequestSchema = z.strictObject({ url: z.url("must be a URL").max(2_000) });

/** A new receiver with what its messages are signed with, shown this once. */
export const addedWebhookSchema = webhookSchema.extend({ secret: z.string().length(43) });
export type AddedWebhook = z.infer<typeof addedWebhookSchema>;

/** What a receiver said to a message that tells of nothing. */
export const webhookTestSchema = z.object({ delivered: z.boolean(), problem: z.string().nullable() });
export type WebhookTest = z.infer<typeof webhookTestSchema>;

/** A message that its receiver did not take at any attempt. */
export const deadDeliverySchema = z.object({
  id: z.int().positive(),
  /** Null for an e-mail. */
  webhookId: z.uuid().nullable(),
  kind: notificationKindSchema,
  person: personSchema,
  module: z.string().nullable(),
  attempts: z.int().positive(),
  error: z.string(),
  diedAt: z.iso.datetime(),
});
export type DeadDelivery = z.infer<typeof deadDeliverySchema>;

/** A grade as it is told, with how it came about; without points where the student is excused. */
const toldGradeSchema = z.object({
  points: z.number().nullable(),
  maxPoints: z.number().nullable(),
  excused: z.boolean(),
  reason: z.array(z.string()),
});

/** What a webhook is sent. `grade` is as it is at the moment of sending; null while there is none. */
export const webhookMessageSchema = z.object({
  id: z.uuid(),
  type: z.union([notificationKindSchema, z.literal("ping")]),
  at: z.iso.datetime(),
  person: personSchema.nullable(),
  module: z.string().nullable(),
  subject: z.string().nullable(),
  grade: toldGradeSchema.nullable(),
});
export type WebhookMessage = z.infer<typeof webhookMessageSchema>;

const ofWebhooks = { tag: "webhooks", action: "webhook.change" } as const;
const params = z.object({ id: z.uuid() });

/** Receivers of what happens, and what could not be delivered. */
export const webhooksApi = {
  webhooks: get("/v1/webhooks", {
    ...ofWebhooks,
    answers: { 200: z.object({ webhooks: z.array(webhookSchema) }) },
    summary: "The receivers of events",
  }),
  addWebhook: post("/v1/webhooks", {
    ...ofWebhooks,
    body: addWebhookRequestSchema,
    answers: { 201: addedWebhookSchema },
    summary: "Add a receiver; the secret that signs its messages is shown this once",
  }),
  removeWebhook: remove("/v1/webhooks/:id", {
    ...ofWebhooks,
    params,
    answers: { 204: z.undefined() },
    summary: "Remove a receiver and what waits for it",
  }),
  testWebhook: post("/v1/webhooks/:id/test", {
    ...ofWebhooks,
    params,
    answers: { 200: webhookTestSchema },
    summary: "Send it a message that tells of nothing, now",
  }),
  deadDeliveries: get("/v1/dead-deliveries", {
    ...ofWebhooks,
    answers: { 200: z.object({ deadDeliveries: z.array(deadDeliverySchema) }) },
    summary: "Messages that were not taken, by webhooks and by e-mail",
  }),
  retryDelivery: post("/v1/dead-deliveries/:id/retry", {
    ...ofWebhooks,
    params: z.object({ id: z.coerce.number().int().positive() }),
    answers: { 204: z.undefined() },
    summary: "Try one of them again",
  }),
};
