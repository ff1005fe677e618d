import { join } from "node:path";
import { rolldown } from "rolldown";

const library = ["tensor", "autograd", "nn", "optimizers", "data"];

/** All packages of the library, each under its name. */
const allOfIt = library.map((name) => `export * as ${name} from "@tinytorch/${name}";`).join("\n");

/** What a program uses of the library, all of it unless it is given, in one module for browsers. */
export async function bundleLibrary(program = allOfIt): Promise<string> {
  const entry = "the-program";
  await using bundle = await rolldown({
    input: entry,
    platform: "browser",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === entry ? join(import.meta.dirname, entry) : null),
        load: (id) => (id.endsWith(entry) ? program : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm", minify: true, codeSplitting: false });
  if (output.length !== 1) throw new Error(`bundleLibrary: there must be one file, got ${output.length}`);
  return output[0].code;
}
