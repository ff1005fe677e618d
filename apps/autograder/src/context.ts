import type { CourseRules } from "@tinytorch/course";
import type { Course } from "@tinytorch/course-files";
import type { Clock } from "./clock.ts";
import type { Metrics } from "./features/metrics/metrics.ts";
import type { Dispatcher } from "./grading/dispatcher.ts";
import type { GradersDoor } from "./grading/elsewhere/work-elsewhere.ts";
import type { SubmissionFeed } from "./grading/submission-feed.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store.ts";

/** What the routes work with. */
export interface Context {
  readonly settings: Settings;
  readonly course: Course;
  readonly rules: CourseRules;
  readonly store: Store;
  readonly feed: SubmissionFeed;
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** What a browser shows, built; null where this server shows nothing. */
  readonly pagesFolder: string | null;
  /** The workbench's files of this course, built; null where there is none. */
  readonly workbenchFolder: string | null;
  /** What graders on other machines reach; null where there are none. */
  readonly graders: GradersDoor | null;
  readonly dispatcher: Pick<Dispatcher, "wake" | "graders" | "layers" | "check">;
}
