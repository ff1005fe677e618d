import { ApiError, type ModuleSummary, modulesApi, type Standing } from "@tinytorch/api";
import { limitsFor, type ModuleManifest } from "@tinytorch/course";
import { compareStarter, handedOut } from "@tinytorch/course-files";
import { deadlinesOf, type Facts, lateDaysIn, prospectOf } from "@tinytorch/gradebook";
import type { Context } from "../../context.ts";
import type { RegisterRoutes } from "../../http/features.ts";
import { isoTime } from "../../http/iso-time.ts";
import { serve } from "../../http/serve.ts";
import { maximumPoints } from "../gradebook/maximum-points.ts";
import { showGrade } from "../gradebook/show-grade.ts";
import type { Terms } from "../gradebook/store.ts";
import { namedModule } from "./named-module.ts";
import { showSolution } from "./show-solution.ts";
import { packStarter } from "./starter-archive.ts";
import { readWorkbench } from "./workbench.ts";

/** The course's modules, with the deadlines of whoever asks. */
export const v1: RegisterRoutes = (app, context) => {
  const { course, store } = context;
  serve(app, modulesApi, {
    modules({ account }) {
      const terms = store.grades.terms();
      return {
        modules: course.modules.map(({ manifest }) =>
          summarize(manifest, terms(account.id, manifest.id), maximumPoints(context, manifest.id)),
        ),
        broken: course.broken.map(({ id }) => id),
        milestones: [...course.milestones],
      };
    },
    standing({ account, params: { id } }) {
      const { manifest } = namedModule(course, id);
      return describe(store.grades.facts(account.id, id), manifest.points, context);
    },
    async modulePage({ params: { id } }) {
      const { manifest } = namedModule(course, id);
      const { "README.md": page = "" } = await handedOut(course.root, manifest);
      return page;
    },
    async starter({ params: { id }, reply }) {
      const { manifest } = namedModule(course, id);
      await requireStarter(course.root, id);
      reply.header("content-disposition", `attachment; filename="${id}.tgz"`);
      return packStarter(id, await handedOut(course.root, manifest));
    },
    moduleWorkbench: ({ params: { id } }) => readWorkbench(context, id),
    solution: ({ account, params: { id } }) => showSolution(context, account, id),
  });
};

/** @throws ApiError `unavailable` where `src/` is not what the solution makes: it may hold somebody's work, or the solution itself. */
async function requireStarter(root: string, id: string): Promise<void> {
  const { different, missing, surplus } = await compareStarter(root, id);
  if (different.length + missing.length + surplus.length === 0) return;
  throw new ApiError("unavailable", {
    message: `The starter of ${id} is not what its solution makes, so it is not handed out; tell an instructor.`,
    retryAfter: starterSeconds,
  });
}

/** Somebody must mend a starter before it can be handed out. */
const starterSeconds = 600;

function summarize(manifest: ModuleManifest, terms: Terms, points: number): ModuleSummary {
  const { due, closes } = deadlinesOf(terms);
  const { id, title, promise, stars, hours, prerequisites, next, submittedFiles, limits } = manifest;
  const { fileBytes } = limitsFor(limits);
  return {
    ...{ id, title, promise, stars, hours, prerequisites, next, submittedFiles, points, fileBytes },
    release: isoTime(terms.assignment.release ?? null),
    due: isoTime(due),
    closes: isoTime(closes),
  };
}

function describe(facts: Facts, maxScore: number, context: Context): Standing {
  const { clock } = context;
  const { due, closes } = deadlinesOf(facts);
  const { module, counts, release } = facts.assignment;
  const { attempts, ...prospect } = prospectOf(facts, clock.now(), maxScore);
  const { allowed, used, left, next } = attempts;
  return {
    module,
    grade: showGrade(facts, clock.now()),
    release: isoTime(release ?? null),
    due: isoTime(due),
    closes: isoTime(closes),
    ...prospect,
    maxScore: maximumPoints(context, module),
    counts,
    attempts: allowed === null || left === null ? null : { allowed, used, left },
    nextAttempt: isoTime(next),
    lateDays: { spent: lateDaysIn(facts.exceptions), left: facts.lateDaysLeft ?? 0 },
  };
}
