import { join } from "node:path";
import { builtOnce } from "./built-once.ts";
import { packageSources, sourceKey } from "./source-key.ts";

const root = join(import.meta.dirname, "../../..");

/** All that the pages are made of: their own files, what they import of ours, and the versions of what they import of others. */
const sources = [
  "pnpm-lock.yaml",
  "apps/web/{index.html,package.json}",
  "apps/web/{src,build,public}/**/*.*",
  packageSources([
    ...["api", "course", "lab", "options", "tensor", "autograd", "nn", "optimizers", "data"],
    ...["workbench", "rehearsal", "sandbox"],
  ]),
];

/**
 * The folder of the built pages, which is named by a hash of all they are made of: built when it is not there, which takes some
 * seconds. `say` is told where that begins and where it ends.
 * @throws Error with what the build said when it fails.
 */
export async function builtPages(say: (line: string) => void = () => undefined): Promise<string> {
  return builtOnce(
    {
      name: "the pages",
      builds: join(import.meta.dirname, "../dist/pages"),
      key: sourceKey([{ root, patterns: sources }]),
      mark: "index.html",
      program: join(import.meta.dirname, "build-program.ts"),
      arguments: [],
    },
    say,
  );
}
