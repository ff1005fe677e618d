import type { ModuleManifest } from "@tinytorch/course";
import { CliError } from "../../terminal/cli-error.ts";
import { display, findModule, readWork, viewLeft } from "../course/course-folder.ts";
import { withSlashes } from "../course/module-name.ts";
import type { RehearsalOnOwn, RehearseOnOwnOptions } from "../own/rehearse-on-own.ts";

/** A module's visible tests as they went, in the order in which its components are built. */
export interface TestedModule {
  readonly manifest: ModuleManifest;
  readonly folder: string;
  readonly rehearsal: RehearsalOnOwn;
  /** The components in the order in which they are built on each other. */
  readonly order: readonly string[];
  /** TypeScript that is not handed in. */
  readonly left: readonly string[];
  /** Whether all test files were run. */
  readonly isAll: boolean;
}

/**
 * Runs a module's visible tests on the student's files.
 *
 * @param name of the module; that of the folder one stands in when it is not given.
 * @param filters only the test files whose path contains one of these; all by default.
 * @throws CliError when the module, its files or the tests that are meant are not there; the reason of `options.signal` once that is aborted.
 */
export async function testModule(
  course: string,
  name: string | undefined,
  filters: readonly string[],
  options: RehearseOnOwnOptions = {},
): Promise<TestedModule> {
  const [{ folder, manifest }, { buildOrder, inOrder, readVisibleTests }, { rehearseOnOwn }] = await Promise.all([
    findModule(course, name),
    import("@tinytorch/rehearsal"),
    import("../own/rehearse-on-own.ts"),
  ]);
  const [{ files, problems, left }, tests] = await Promise.all([readWork(folder, manifest), readVisibleTests(folder)]);
  if (problems.length > 0) throw new CliError(2, problems.join("\n"));
  const wanted = chosen(tests.files, filters, folder);
  const rehearsal = await rehearseOnOwn(course, manifest, files, tests, wanted, options);
  const order = buildOrder(manifest, files);
  const sorted = inOrder(rehearsal.tests, order).flatMap(([, each]) => each);
  return {
    manifest,
    folder,
    rehearsal: { ...rehearsal, tests: sorted },
    order,
    left,
    isAll: filters.length === 0,
  };
}

/** Whether all loaded and nothing failed. */
export function isPassed({ rehearsal: { loadProblems, brokenTestFiles, tests } }: TestedModule): boolean {
  return loadProblems.length + brokenTestFiles.length === 0 && tests.every(({ state }) => state !== "failed");
}

/** What a person is shown of it. */
export async function viewTested({ manifest, folder, rehearsal, order, left, isAll }: TestedModule): Promise<string> {
  const [{ viewRehearsal }, { viewOwn, viewOwnFaults }, { stuckAfterTests }] = await Promise.all([
    import("./rehearsal-view.ts"),
    import("../own/own-view.ts"),
    import("../guidance/stuck.ts"),
  ]);
  const faults = viewOwnFaults(rehearsal);
  return [
    ...[...viewLeft(left), ...viewOwn(rehearsal)].map((line) => `${line}\n`),
    viewRehearsal(rehearsal, order, { id: manifest.id, isAll }),
    ...faults,
    ...(faults.length > 0 ? [] : await stuckAfterTests(folder, manifest, rehearsal)),
  ].join("\n");
}

/** The test files that are meant. @throws CliError naming those there are when none is. */
function chosen(there: readonly string[], filters: readonly string[], folder: string): readonly string[] {
  if (there.length === 0) throw new CliError(2, `${display(folder)} must have tests, got no file tests/*.test.ts`);
  const meant = there.filter(
    (file) => filters.length === 0 || filters.some((filter) => file.includes(withSlashes(filter))),
  );
  if (meant.length > 0) return meant;
  const asked = filters.map((filter) => JSON.stringify(filter)).join(", ");
  throw new CliError(2, `the filter must be part of one of ${there.join(", ")}, got ${asked}`);
}
