import type { WebhookMessage } from "@tinytorch/api";
import { gradeOf, sayReason } from "@tinytorch/gradebook";
import type { Delivery } from "../features/outbox/deliveries.ts";
import { isoTime } from "../http/iso-time.ts";
import type { Store } from "../store.ts";
import type { SignedMessage } from "./send-webhook.ts";

type Shown = WebhookMessage["grade"];

/** The grade an event is about, as it is now; null where there is none and the person is not excused. */
export function shownGrade({ event }: Delivery, { grades }: Pick<Store, "grades">, now: number): Shown {
  if (event.module === null) return null;
  const { points, maxPoints, excused, reason } = gradeOf(grades.facts(event.userId, event.module), now);
  return points === null && !excused ? null : { points, maxPoints, excused, reason: reason.map(sayReason) };
}

/** What a webhook is told of an event. */
export function composeMessage(delivery: Delivery, grade: Shown): SignedMessage {
  const { id, kind, userId, userName, module, subject, at } = delivery.event;
  const person = { id: userId, name: userName };
  return pack({ id, type: kind, at: isoTime(at), person, module, subject, grade });
}

/** A message that tells of nothing. */
export function composePing(id: string, now: number): SignedMessage {
  const nothing = { person: null, module: null, subject: null, grade: null };
  return pack({ id, type: "ping", at: isoTime(now), ...nothing });
}

function pack(message: WebhookMessage): SignedMessage {
  return { id: message.id, type: message.type, body: JSON.stringify(message) };
}
