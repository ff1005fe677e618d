import { hiddenFolder, writeRubric } from "@tinytorch/course-files";
import { collectRubric } from "@tinytorch/grader";

/**
 * Freezes what the hidden tests of a module say that they are worth: what graders and servers hold from then on.
 * @throws when the suites cannot be loaded or their points are not 100.
 */
export async function freezeRubric(root: string, id: string): Promise<void> {
  await writeRubric(hiddenFolder(root, id), await collectRubric(root, id));
}
