import { roleSchema, whose } from "@tinytorch/api";

const roles = roleSchema.options.filter((role) => whose("webhook.change", role) !== "nobody");

/** Of a webhook `w` and the account `u` that added it: whoever may add none any more has none that is told anything. */
export const isActive = `(u.dropped_at IS NULL AND u.erased_at IS NULL AND u.role IN (${roles.map((role) => `'${role}'`).join(", ")}))`;

/** The ids of those that are told what happens. */
export const activeWebhooks = `SELECT w.id FROM webhooks w JOIN users u ON u.id = w.created_by WHERE ${isActive}`;
