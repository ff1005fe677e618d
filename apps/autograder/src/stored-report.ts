import { type Role, type RunTimings, runTimingsSchema, type Submission, whose } from "@tinytorch/api";
import { defaultLimits, reportSchema } from "@tinytorch/course";
import { type Shows, showReport, type Viewer } from "@tinytorch/gradebook";
import { z } from "zod";

/** What is stored of a run for people to read. */
export interface StoredReport {
  /** JSON; null while there is no run. */
  readonly report: string | null;
  /** Reads what the submission printed. It may be large: it is asked for on behalf of those alone who may see it. */
  console(): string | null;
}

const { limits: limitsSchema } = reportSchema.shape;

/** A report without what was printed. One of an earlier release has the limits that there were then; later ones are the default. */
const storedReportSchema = reportSchema.omit({ console: true }).extend({
  limits: z.record(z.string(), z.number()).transform((stored, context) => {
    const known = Object.keys(defaultLimits).map((name) => [name, stored[name]]);
    const limits = limitsSchema.safeParse({
      ...defaultLimits,
      ...Object.fromEntries(known.filter(([, value]) => value)),
    });
    if (limits.success) return limits.data;
    context.addIssue("limits must be numbers");
    return z.NEVER;
  }),
});

/**
 * A run's stored report as an account may see it. Runs are never changed, so one may be in the form of an earlier
 * release: its score stands, and `outdated` says that the details cannot be shown.
 */
export function showStoredReport(
  { report: json, console }: StoredReport,
  role: Role,
  shows: Pick<Shows, "afterDue">,
): Pick<Submission, "report" | "reportState"> {
  if (json === null) return { report: null, reportState: "none" };
  const report = storedReportSchema.safeParse(JSON.parse(json)).data;
  if (report === undefined) return { report: null, reportState: "outdated" };
  const viewer = viewerOf(role);
  const printed = viewer === "staff" ? (console() ?? "") : "";
  return { report: showReport({ ...report, console: printed }, viewer, shows), reportState: "shown" };
}

/** Who an account is to what may not be seen by all: whoever may read runs sees reports whole. */
export function viewerOf(role: Role): Viewer {
  return whose("run.read", role) === "nobody" ? "student" : "staff";
}

/** Null when there are none, or in the form of an earlier release. */
export function readTimings(json: string | null): RunTimings | null {
  return json === null ? null : (runTimingsSchema.safeParse(JSON.parse(json)).data ?? null);
}
