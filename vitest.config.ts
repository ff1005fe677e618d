import { join, relative } from "node:path";
import { defineConfig } from "vitest/config";
import { asksFor, testFilesByLane } from "./tests/run/lanes.ts";

const root = import.meta.dirname;
/** Started in a package's folder it runs that package's files; in the workspace's root, everyone's. */
const { pure, process: starting, clock, full } = testFilesByLane(root, relative(root, process.cwd()));

/** The library's heap, kernels and threads are the process's, so each of its files has a process to itself, and runs on both kernels. */
const ofLibrary = /^(packages\/(tensor|autograd|nn|optimizers|data)|tests\/conformance)\//;
const [library, others] = [pure.filter((file) => ofLibrary.test(file)), pure.filter((file) => !ofLibrary.test(file))];
const onWasmAlone = /^packages\/(data|tensor\/(scripts|src\/kernels\/wasm))\//;

/** Tests of the pages wait for browsers, servers and graders half of the time: asked for by themselves, two files of them run at once. */
const isOfPages = relative(root, process.cwd()) === join("tests", "pages");

const patience = { testTimeout: 120_000, hookTimeout: 120_000 };
/** Only there when it is asked for by name: its tests take long, and need packages that its scripts install. */
const nightly = {
  test: { name: "full", include: [...full], maxWorkers: 1, testTimeout: 600_000, hookTimeout: 120_000 },
};

export default defineConfig({
  test: {
    root,
    passWithNoTests: true,
    reporters: ["default", "./tests/run/lane-reporter.ts"],
    projects: [
      { test: { name: "pure", include: others, isolate: false, testTimeout: 60_000 } },
      { test: { name: "library", include: library, testTimeout: 60_000 } },
      {
        test: {
          name: "library-js",
          include: library.filter((file) => !onWasmAlone.test(file)),
          setupFiles: join(root, "tests/conformance/use-js-kernels.ts"),
          testTimeout: 60_000,
        },
      },
      { test: { name: "process", include: [...starting], maxWorkers: isOfPages ? 2 : 1, ...patience } },
      { test: { name: "module", include: ["tests/course/module-check.ts"], ...patience } },
      { test: { name: "clock", include: [...clock], maxWorkers: 8, ...patience } },
      ...(asksFor("full", process.argv) ? [nightly] : []),
    ],
  },
});
