import { type Role, type RunTimings, runTimingsSchema, type Submission } from "@tinytorch/api";
import { type Report, reportSchema } from "@tinytorch/course";
import { type Shows, showReport, type Viewer } from "@tinytorch/gradebook";

/**
 * A run's stored report as an account may see it. Runs are never changed, so one may be in the form of an earlier
 * release: its score stands, and `outdated` says that the details cannot be shown.
 */
export function showStoredReport(
  json: string | null,
  role: Role,
  shows: Pick<Shows, "afterDue">,
): Pick<Submission, "report" | "reportState"> {
  if (json === null) return { report: null, reportState: "none" };
  const report = readReport(json);
  if (report === undefined) return { report: null, reportState: "outdated" };
  return { report: showReport(report, viewerOf(role), shows), reportState: "shown" };
}

/** Who an account is to what may not be seen by all. */
export function viewerOf(role: Role): Viewer {
  return role === "instructor" ? "instructor" : "student";
}

function readReport(json: string): Report | undefined {
  return reportSchema.safeParse(JSON.parse(json)).data;
}

/** Null when there are none, or in the form of an earlier release. */
export function readTimings(json: string | null): RunTimings | null {
  return json === null ? null : (runTimingsSchema.safeParse(JSON.parse(json)).data ?? null);
}
