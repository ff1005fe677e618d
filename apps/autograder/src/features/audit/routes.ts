import { ApiError, type AuditEntry, auditApi, auditEntrySchema } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { isoTime } from "../../http/iso-time.ts";
import { serve } from "../../http/serve.ts";
import { actions, auditSentence } from "./sentence.ts";
import type { AuditRow } from "./store.ts";

/** What was done on this server, for an instructor to read. */
export const v1: RegisterRoutes = (app, { store }) => {
  serve(app, auditApi, {
    audit({ query: { since, until, limit, ...filter } }) {
      const from = since === undefined ? undefined : Date.parse(since);
      const to = until === undefined ? undefined : Date.parse(until);
      const found = store.auditLog.list({ ...filter, since: from, until: to, limit: limit + 1 });
      if (found.length === 0) requireKnown(filter.action);
      const page = found.slice(0, limit);
      return {
        entries: page.map(describe),
        next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
      };
    },
  });
};

/** Where nothing was found: an action that is misspelt is no action that nobody took. */
function requireKnown(action: string | undefined): void {
  if (action === undefined || actions.includes(action)) return;
  throw new ApiError("invalid-request", {
    message: `action: must be one of ${actions.join(", ")}, got ${JSON.stringify(action)}.`,
    field: "action",
  });
}

function describe({ id, at, actor, actorName, action, subject, detail: json, ...about }: AuditRow): AuditEntry {
  const detail = auditEntrySchema.shape.detail.parse(JSON.parse(json));
  return {
    id,
    at: isoTime(at),
    actor: actorName === null ? null : { id: actor, name: actorName },
    action,
    subject,
    detail,
    sentence: auditSentence({ actorName, action, subject, detail, ...about }),
  };
}
