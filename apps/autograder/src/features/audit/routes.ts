import { type AuditEntry, auditApi, auditEntrySchema } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import type { AuditRow } from "./store.ts";

/** What was done on this server, for an instructor to read. */
export const v1: RegisterRoutes = (app, { store }) => {
  serve(app, auditApi, {
    audit({ query: { since, limit, ...filter } }) {
      const from = since === undefined ? undefined : Date.parse(since);
      const found = store.auditLog.list({ ...filter, since: from, limit: limit + 1 });
      const page = found.slice(0, limit);
      return {
        entries: page.map(describe),
        next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
      };
    },
  });
};

function describe({ id, at, actor, actorName, action, subject, detail }: AuditRow): AuditEntry {
  return {
    id,
    at: new Date(at).toISOString(),
    actor: actorName === null ? null : { id: actor, name: actorName },
    action,
    subject,
    detail: auditEntrySchema.shape.detail.parse(JSON.parse(detail)),
  };
}
