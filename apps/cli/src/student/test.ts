import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { runNode } from "../terminal/run-process.ts";
import { courseOption, findModule, repository } from "./course-folder.ts";

export const test = new Command("test")
  .description("run a module's visible tests on your code")
  .argument("<module>", "08-optimizers or 08")
  .argument("[filter...]", "only the test files whose path contains one of these")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito test 08\n  tito test 08 sgd")
  .action(async (name, filters, { course }) => {
    const { folder } = await findModule(course, name);
    const manifest = createRequire(join(repository, "package.json")).resolve("vitest/package.json");
    process.exitCode = await runNode([join(dirname(manifest), "vitest.mjs"), "run", ...filters], {
      cwd: folder,
    });
  });
