import type { Course } from "@tinytorch/course-files";
import type { Clock } from "./clock.ts";
import type { Dispatcher } from "./dispatcher.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store/store.ts";
import type { SubmissionFeed } from "./submission-feed.ts";

/** What the routes work with. */
export interface Context {
  readonly settings: Settings;
  readonly course: Course;
  readonly store: Store;
  readonly feed: SubmissionFeed;
  readonly clock: Clock;
  readonly dispatcher: Pick<Dispatcher, "wake" | "graders" | "layers">;
}
