import {
  applyMistake,
  InfrastructureError,
  type KnownMistake,
  type Report,
  type SubmittedFiles,
} from "@tinytorch/course";
import { type CourseModule, moduleVersion, openModule } from "@tinytorch/course-files";
import type { LibraryBundles } from "@tinytorch/sandbox";
import { runHashes } from "./run-hashes.ts";

/** A module with what each of its runs needs, read once. */
export interface PreparedModule extends CourseModule {
  readonly hashes: Report["hashes"];
  readonly known: readonly KnownMistake[];
  /** The solution with a known mistake made. */
  mutantFiles(mutant: string): SubmittedFiles;
}

/** What the modules of a course have in common. */
export interface Preparation {
  readonly root: string;
  /** Each module's version as the grader was opened: what is read later must still be that. */
  readonly versions: Readonly<Record<string, string>>;
  readonly library: LibraryBundles;
  readonly sandboxVersion: string;
}

/**
 * Reads a module when it is first graded, so that one that is malformed stops itself and no other.
 * @throws InfrastructureError when there is no such module, it is malformed, or it has changed since the grader opened.
 */
export async function prepareModule(id: string, preparation: Preparation): Promise<PreparedModule> {
  const { root, versions, library, sandboxVersion } = preparation;
  if (!Object.hasOwn(versions, id)) throw new InfrastructureError(`grade: no module is called ${id}`);
  const module = await openModule(root, id).catch((error) => {
    throw new InfrastructureError(`grade: the module cannot be opened, ${error.message}`, { cause: error });
  });
  if ((await moduleVersion(root, id)) !== versions[id]) {
    throw new InfrastructureError(`grade: ${id} must stay as it was when the grader opened: start another`);
  }
  const packages = await library.modules(module.manifest.allowedImports);
  return {
    ...module,
    hashes: await runHashes(module, packages, sandboxVersion),
    ...(await knownMistakes(module)),
  };
}

/** Mistakes with what they look like; a signature of a mistake that is gone is nobody's. */
async function knownMistakes(module: CourseModule): Promise<Pick<PreparedModule, "known" | "mutantFiles">> {
  const mistakes = new Map((await module.mistakes()).map((mistake) => [mistake.id, mistake]));
  const solution = await module.solutionFiles();
  const known = (await module.signatures()).flatMap(({ mutant, failed }) => {
    const mistake = mistakes.get(mutant);
    return mistake === undefined ? [] : [{ mutant, failed, diagnosis: mistake.diagnosis }];
  });
  return {
    known,
    mutantFiles(mutant) {
      const mistake = mistakes.get(mutant);
      if (mistake === undefined) throw new Error(`internal: no mistake is called ${mutant}`);
      return applyMistake(solution, mistake);
    },
  };
}
