#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from "@commander-js/extra-typings";

const bench = new Command("bench").description("Measurements in ratios: every table holds what it is compared with.");

bench
  .command("grading")
  .description(
    "time from an accepted submission to its stored score, submissions a second, and a cold vitest run beside them",
  )
  .option("--submissions <number>", "so many one after another, then five times as many at once", count, 30)
  .addOption(
    new Option("--burst <number>", "instead, hand in so many at once and show errors, waiting and memory")
      .argParser(count)
      .conflicts("submissions"),
  )
  .option("--json", "print one JSON object", false)
  .action(async ({ submissions, burst, json }) => {
    if (burst === undefined) await (await import("./grading/bench-grading.ts")).benchGrading({ json, submissions });
    else await (await import("./grading/bench-burst.ts")).benchBurst({ json, burst });
  });

bench
  .command("suites")
  .description("processor time that each module's hidden suite takes for its solution, grader and sandbox")
  .option("--runs <number>", "how often each solution is graded", count, 20)
  .option("--json", "print one JSON object", false)
  .action(async (options) => (await import("./grading/bench-suites.ts")).benchSuites(options));

bench
  .command("memory")
  .description("what a grader holds after one run in each module of a course, beside what one module takes")
  .option("--modules <number>", "copies of the reference's module", count, 10)
  .option("--json", "print one JSON object", false)
  .action(async (options) => (await import("./grading/bench-memory.ts")).benchMemory(options));

bench
  .command("watch")
  .description("time from a save of the reference's module to what tito test --watch says of it")
  .option("--saves <number>", "how often a file is saved", count, 20)
  .option("--json", "print one JSON object", false)
  .action(async (options) => (await import("./student/bench-watch.ts")).benchWatch(options));

bench
  .command("workbench")
  .description("time from a save of the reference's module to what the workbench says of it in a tab of Chromium")
  .option("--saves <number>", "how often a file is saved", count, 20)
  .option("--json", "print one JSON object", false)
  .action(async (options) => (await import("./student/bench-workbench.ts")).benchWorkbench(options));

bench
  .command("library")
  .description("this library beside others and what the machine can do, in one table")
  .option("--only <text>", "rows whose names contain this")
  .option("--quick", "short turns, to see that all is well", false)
  .option("--minimum", "the fastest sample in place of the median", false)
  .option("--pin <cpu>", "keep those with one thread on one processor (Linux)", processor)
  .option("--json", "print one JSON object", false)
  .action(async (options, command) => {
    (await import("./library/install-peers.ts")).installPeers();
    const { benchLibrary } = await import("./library/bench-library.ts");
    await benchLibrary(options).catch((error: unknown) => {
      if (error instanceof RangeError) command.error(`error: ${error.message}`);
      throw error;
    });
  });

bench
  .command("ten-modules")
  .description(
    "a clone of this repository with copies of the reference's module, in which all its commands can be tried",
  )
  .argument("<folder>", "where the clone goes; it must not be there yet")
  .option("--copies <number>", "how many modules besides the reference's own", count, 9)
  .action(async (folder, { copies }) =>
    (await import("./grading/clone-with-copies.ts")).cloneWithCopies(folder, copies),
  );

bench
  .command("store")
  .description("lists of submissions and places in the queue on a class's database, beside how they were read before")
  .action(async () => {
    await import("./store/list-submissions.ts");
  });

bench
  .command("class")
  .description("what an instructor reads of a class at the end of a term, and many reads at once")
  .option("--students <number>", "how many", count, 500)
  .option("--seconds <number>", "how long many read at once, and once more beside a burst", count, 20)
  .option(
    "--burst <number>",
    "submissions that come at once, of which many must be left when the reads end",
    count,
    500,
  )
  .option("--json", "print one JSON object", false)
  .action(async (options) => (await import("./store/bench-class.ts")).benchClass(options));

bench
  .command("pages")
  .description("how long a browser waits for the pages of a class at the end of a term, and how the gradebook scrolls")
  .option("--students <number>", "how many", count, 500)
  .option("--loads <number>", "how often each page is loaded", count, 5)
  .option("--lighthouse", "have Lighthouse judge them as well, which is installed then", false)
  .option("--json", "print one JSON object", false)
  .action(async (options) => (await import("./pages/bench-pages.ts")).benchPages(options));

bench
  .command("similarity")
  .description("a class's submissions of a module compared with each other, beside every pair compared directly")
  .option("--students <number>", "how many submissions", count, 500)
  .option("--direct <number>", "of so many, all pairs are compared directly as well", count, 100)
  .option("--module <id>", "variants of this module's solution")
  .option("--json", "print one JSON object", false)
  .action(async (options) => (await import("./similarity/bench-similarity.ts")).benchSimilarity(options));

bench
  .command("elsewhere")
  .description(
    "what a server, its engine and graders that sleep in place of the work get through: what the way there and back costs",
  )
  .option("--graders <numbers>", "how many, in turn, with commas between", counts, [1, 4, 16, 64])
  .option("--each <number>", "submissions that wait for each", count, 60)
  .option("--milliseconds <number>", "what a run lasts", count, 210)
  .option("--json", "print one JSON object", false)
  .action(async (options) => (await import("./elsewhere/bench-elsewhere.ts")).benchElsewhere(options));

await bench.parseAsync();

function count(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("It must be a whole number ≥ 1.");
  return Number(text);
}

function counts(text: string): number[] {
  return text.split(",").map(count);
}

function processor(text: string): string {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a processor's number.");
  return text;
}
