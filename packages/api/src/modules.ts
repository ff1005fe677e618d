import {
  countingPolicySchema,
  latenessSchema,
  maxPointsSchema,
  milestoneSummarySchema,
  moduleManifestSchema,
} from "@tinytorch/course";
import { z } from "zod";
import { gradeSchema } from "./grades.ts";
import { moduleIdSchema } from "./module-id.ts";
import { bytes, get, text } from "./route.ts";

const manifest = moduleManifestSchema.shape;

/** What a client needs to know to show a module and to hand it in. */
export const moduleSummarySchema = z.object({
  id: manifest.id,
  title: manifest.title,
  promise: manifest.promise,
  stars: manifest.stars,
  hours: manifest.hours,
  prerequisites: manifest.prerequisites,
  next: manifest.next,
  submittedFiles: manifest.submittedFiles,
  /** What the module is worth, which may be others than its tests give. */
  points: maxPointsSchema,
  /** The largest size of one submitted file, in bytes of UTF-8. */
  fileBytes: z.int().positive(),
  /** When the module begins to take work; null for always. */
  release: z.iso.datetime().nullable().default(null),
  /** Null for a module without a due date. */
  due: z.iso.datetime().nullable(),
  /** When no more work is taken; null when it always is. */
  closes: z.iso.datetime().nullable(),
});
export type ModuleSummary = z.infer<typeof moduleSummarySchema>;

/** In course order. */
export const modulesSchema = z.object({
  modules: z.array(moduleSummarySchema),
  /** The ids of modules that somebody must mend before they take work; what is wrong with them is in the server's log. */
  broken: z.array(z.string()),
  /** What can be run on one's own modules together, with the modules that it needs; in the order of the history that it follows. */
  milestones: z.array(z.object(milestoneSummarySchema.shape)).default([]),
});
export type Modules = z.infer<typeof modulesSchema>;

/** Where this account stands in a module, and what handing in now would mean for its grade. */
export const standingSchema = z.object({
  module: z.string(),
  /** Null before anything counts. */
  grade: gradeSchema.nullable(),
  due: z.iso.datetime().nullable(),
  closes: z.iso.datetime().nullable(),
  /** Before it no work is taken. */
  release: z.iso.datetime().nullable().default(null),
  /** Whether work is taken at this time. */
  open: z.boolean(),
  /** How many submissions that load the account may hand in, has, and has left; null where nobody counts them. */
  attempts: z
    .object({ allowed: z.int(), used: z.int().nonnegative(), left: z.int().nonnegative() })
    .nullable()
    .default(null),
  /** When the next attempt is taken; null when that is now. */
  nextAttempt: z.iso.datetime().nullable().default(null),
  /** Late days that are spent on the module, and those that could be. */
  lateDays: z.object({ spent: z.int().nonnegative(), left: z.int().nonnegative() }).default({ spent: 0, left: 0 }),
  /** Of work that comes now; null when it would be in time. */
  late: latenessSchema.nullable(),
  /** The most points that work which comes now could be worth, and how many there are. */
  atMost: z.number().nonnegative(),
  maxScore: z.number().positive(),
  /** Which graded submission that loads is the grade: the last received, the one that is worth most, or the one that was chosen. */
  counts: countingPolicySchema,
  /** Whether work that comes now could become the grade: not once points were given by hand. */
  canCount: z.boolean(),
  /** Whether handing the same work in now could lower the grade. */
  couldLower: z.boolean(),
  /** Submissions that are not graded yet and would count before those that are. */
  waiting: z.int().nonnegative(),
});
export type Standing = z.infer<typeof standingSchema>;

/** A module's solution, by path: `src/sgd.ts`. */
export const solutionSchema = z.object({ module: z.string(), files: z.record(z.string(), z.string()) });
export type Solution = z.infer<typeof solutionSchema>;

/** What a browser's workbench has of a module. */
export const moduleWorkbenchSchema = z.object({
  /** Where the programs are that run it: `/workbench/3f2a…`, a path of this service. */
  programs: z.string(),
  /** Its manifest, starter, visible tests and picture, in the workbench's own form. */
  module: z.unknown(),
});
export type ModuleWorkbench = z.infer<typeof moduleWorkbenchSchema>;

/** A module that is larger is none that was handed out. */
const starterBytes = 4_194_304;

const ofModule = { tag: "modules", action: "course.read", params: z.object({ id: moduleIdSchema }) } as const;

/** The course's modules. */
export const modulesApi = {
  modules: get("/v1/modules", {
    tag: "modules",
    action: "course.read",
    answers: { 200: modulesSchema },
    summary: "The course's modules",
  }),
  standing: get("/v1/modules/:id/standing", {
    ...ofModule,
    answers: { 200: standingSchema },
    summary: "One's grade in a module, and what handing in now would mean for it",
  }),
  /** Nothing where the module has none. */
  modulePage: get("/v1/modules/:id/page", {
    ...ofModule,
    answers: { 200: text("text/markdown") },
    summary: "A module's page, as Markdown",
  }),
  /** `NN-name/src/…` and so on: the same bytes for the same course. */
  starter: get("/v1/modules/:id/starter.tgz", {
    ...ofModule,
    answers: { 200: bytes("application/gzip", starterBytes) },
    summary: "A module as it is handed out: page, manifest, hints, starter, visible tests and lab, as a gzipped tar",
  }),
  moduleWorkbench: get("/v1/modules/:id/workbench", {
    ...ofModule,
    answers: { 200: moduleWorkbenchSchema },
    summary: "A module as a browser's workbench has it: manifest, starter, visible tests and picture",
  }),
  solution: get("/v1/modules/:id/solution", {
    ...ofModule,
    action: "solution.read",
    answers: { 200: solutionSchema },
    summary: "A module's solution: for those who teach, and for who has all its points where the course shows it then",
  }),
};
