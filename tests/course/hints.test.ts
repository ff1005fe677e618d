import { join } from "node:path";
import { hintFor } from "@tinytorch/course";
import { folderTexts, moduleIds, readHints } from "@tinytorch/course-files";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

test.each(await moduleIds(root))(
  "in %s every suite of the visible tests has hints, to name where it fails",
  async (id) => {
    const folder = join(root, "modules", id);
    const [hints, texts] = await Promise.all([readHints(folder), folderTexts(join(folder, "tests"))]);
    const suites = Object.values(texts).flatMap((text) =>
      Array.from(text.matchAll(/^describe\("([^"]+)"/gm), ([, name = ""]) => name),
    );
    expect(suites).not.toEqual([]);
    expect(suites.filter((name) => hintFor(hints, name) === undefined)).toEqual([]);
  },
);
