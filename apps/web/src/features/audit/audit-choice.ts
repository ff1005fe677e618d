import type { AuditQuery } from "@tinytorch/api";

/** What of the audit is chosen, as the address has it. */
export interface AuditChoice {
  /** A login: what the account did, or what concerns it. */
  readonly person?: string | undefined;
  readonly module?: string | undefined;
  /** `regrade.applied` */
  readonly action?: string | undefined;
  /** A submission, an account, a token or a regrade, by its id. */
  readonly subject?: string | undefined;
  /** Days in the reader's zone, both included: `2026-12-06`. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

const names = ["person", "module", "action", "subject", "since", "until"] as const;

/** What of an address is a choice; the rest is said to be undefined. */
export function readAuditChoice(address: Readonly<Record<string, unknown>>): AuditChoice {
  return Object.fromEntries(
    names.map((name) => {
      const value = address[name];
      return [name, typeof value === "string" ? value.trim() || undefined : undefined];
    }),
  );
}

/** What the service is asked for, but for whom it is about. Days that there are not choose nothing. */
export function auditQueryOf({ module, action, subject, since, until }: AuditChoice): AuditQuery {
  const [from, to] = [dayStart(since, 0), dayStart(until, 1)];
  return {
    ...(module === undefined ? {} : { module }),
    ...(action === undefined ? {} : { action }),
    ...(subject === undefined ? {} : { subject }),
    ...(from === undefined ? {} : { since: from }),
    ...(to === undefined ? {} : { until: to }),
  };
}

/** The first moment of a day here, or so many days later. */
function dayStart(day: string | undefined, later: number): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day ?? "") ?? [];
  if (year === undefined) return undefined;
  return new Date(Number(year), Number(month) - 1, Number(date) + later).toISOString();
}
