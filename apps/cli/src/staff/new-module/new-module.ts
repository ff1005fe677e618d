import { Command } from "@commander-js/extra-typings";
import { courseOption, requireHiddenMaterial } from "../../student/course/course-folder.ts";
import { print, printJson } from "../../terminal/terminal.ts";

export const newModule = new Command("new-module")
  .description("make a module with one small export, complete from page to hidden suite (needs the hidden material)")
  .argument("<name>", "a number that is free and a name: 21-sampling")
  .option("--json", "print the files that were written as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito new-module 21-sampling\n  pnpm install\n  tito check 21")
  .action(async (name, { json, course }) => {
    await requireHiddenMaterial(course);
    const { createModule } = await import("./create-module.ts");
    const written = await createModule(course, name);
    if (json) return printJson({ module: name, written });
    for (const path of written) print(`wrote ${path}`);
    print(`\n${name} is complete as it is. Now, and after every change:`);
    print(`  pnpm install         once, so that it finds the packages`);
    print(`  tito check ${name.slice(0, 2)}        everything that a module must keep`);
  });
