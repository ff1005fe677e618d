/** `problem` keeps the course from working here; `warning` does not; what is `absent` is not needed. */
export type Health = "ok" | "absent" | "warning" | "problem";

/** What `tito doctor` found out about one thing, and what to do about it. */
export interface HealthCheck {
  readonly name: string;
  readonly health: Health;
  readonly detail: string;
  readonly advice?: string;
}
