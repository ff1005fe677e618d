import { checkSubmission, InfrastructureError, limitsFor, score } from "@tinytorch/course";
import { SandboxPool, SubmissionSession, serveSuite } from "@tinytorch/sandbox";
import { buildReport } from "./build-report.ts";
import { type Course, openCourse } from "./course-files.ts";
import type { GradeRequest, Grader } from "./grader.ts";
import { libraryModules } from "./library-modules.ts";
import { submissionHash } from "./submission-hash.ts";
import { SuiteRunner } from "./suite-runner.ts";

/**
 * A grader inside this process. It brings vitest with it, which takes over parts of a process (its environment, its
 * exit code): `startGrader` keeps that in a process of its own.
 */
export async function openGrader(root: string): Promise<Grader> {
  const course = await openCourse(root);
  const limits = course.modules.map((module) => limitsFor(module.manifest.limits));
  const allowed = new Set(course.modules.flatMap(({ manifest }) => manifest.allowedImports));
  for (const { rubric } of course.modules) if (rubric.library !== undefined) allowed.add(rubric.library);
  const pool = new SandboxPool({
    packages: await libraryModules(root, [...allowed]),
    memoryMegabytes: Math.max(...limits.map((each) => each.memoryMegabytes)),
    replyBytes: 2 * Math.max(...limits.map((each) => Math.max(each.replyBytes, each.consoleBytes))),
    cpuSeconds: Math.ceil((2 * Math.max(...limits.map((each) => each.runMilliseconds))) / 1000),
    warm: 1,
  });
  const suites = await SuiteRunner.open(root);
  return {
    layers: pool.layers,
    grade: (request) => grade(course, pool, suites, request),
    close: async () => {
      await Promise.all([pool.close(), suites.close()]);
    },
  };
}

async function grade(course: Course, pool: SandboxPool, suites: SuiteRunner, request: GradeRequest) {
  const begun = performance.now();
  const module = course.module(request.moduleId);
  if (module === undefined) throw new InfrastructureError(`grade: no module is called ${request.moduleId}`);
  const [problem] = checkSubmission(module.manifest, request.files);
  if (problem !== undefined) throw new InfrastructureError(`grade: ${problem.message}`);

  const { entry, exports, allowedImports, limits } = module.manifest;
  const session = new SubmissionSession(pool, {
    files: request.files,
    entry,
    exports,
    allowedImports: [...allowedImports, ...(request.extraImports ?? [])],
    seed: request.seed,
    limits: limitsFor(limits),
  });
  let inSandbox = 0;
  let done = 0;
  const outcomes = await suites.run(module.suiteFiles, request.seed, {
    serve: (submissionPort) =>
      serveSuite(submissionPort, async (source, args) => {
        const start = performance.now();
        const evaluation = await session.evaluate(source, args);
        inSandbox += performance.now() - start;
        return evaluation;
      }),
    onTestEnd: () => request.onProgress?.({ done: ++done, total: module.rubric.tests.length }),
  });
  const console = await session.close();
  pool.refill();
  suites.refill();
  const total = performance.now() - begun;
  return buildReport(module.rubric, score(module.rubric, outcomes), {
    seed: request.seed,
    sha256: submissionHash(request.files),
    layers: pool.layers,
    timings: { sandbox: inSandbox, tests: total - inSandbox, total },
    console,
  });
}
