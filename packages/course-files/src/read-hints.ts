import { join } from "node:path";
import { type Hint, hintsSchema } from "@tinytorch/course";
import { readIfThere } from "./read-if-there.ts";
import { parseJson } from "./read-json.ts";

/** The hints that lie in a student's folder of a module, none where it has no `hints.json`. @throws JsonFileError when it is malformed. */
export async function readHints(folder: string): Promise<readonly Hint[]> {
  const text = await readIfThere(join(folder, "hints.json"));
  return text === null ? [] : parseJson(text, "hints.json", (json) => hintsSchema.parse(json));
}
