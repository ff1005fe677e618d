import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readManifest } from "@tinytorch/course-files";
import { z } from "zod";
import type { ModuleCheck } from "./module-check.ts";

const named = z.record(z.string(), z.string()).default({});
const packageSchema = z.object({ name: z.string(), scripts: named, dependencies: named, devDependencies: named });

export const packagesCheck: ModuleCheck = {
  name: "packages",
  rule: "both halves are packages that declare what they are made of, and the hidden one can be proven by its script",
  async problems({ root, id, student, hidden }) {
    const { allowedImports } = await readManifest(root, id);
    const prove = `tito verify ${id.slice(0, 2)} --quick`;
    const grading = await readPackage(hidden);
    return [
      ...lacks("modules", await readPackage(student), `@tinytorch/module-${id}`, allowedImports),
      // What a proof depends on: a change to any of these makes the last one old.
      ...lacks("grading", grading, `@tinytorch/grading-${id}`, [
        ...allowedImports,
        `@tinytorch/module-${id}`,
        "@tinytorch/grader",
        "@tinytorch/suite-proof",
      ]),
      ...(grading.scripts.prove === prove
        ? []
        : [`the script prove of grading/${id} must be ${JSON.stringify(prove)}, got ${grading.scripts.prove}`]),
    ];

    function lacks(half: string, found: Package, name: string, wanted: readonly string[]): string[] {
      const missing = wanted.filter((each) => !(each in found.dependencies) && !(each in found.devDependencies));
      return [
        ...(found.name === name ? [] : [`the package of ${half}/${id} must be ${name}, got ${found.name}`]),
        ...missing.map((each) => `the package of ${half}/${id} must declare ${each}`),
      ];
    }
  },
};

type Package = z.infer<typeof packageSchema>;

async function readPackage(folder: string): Promise<Package> {
  return packageSchema.parse(JSON.parse(await readFile(join(folder, "package.json"), "utf8")));
}
