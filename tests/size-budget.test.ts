import { join } from "node:path";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";

const library = ["tensor", "autograd", "nn", "optimizers", "data"];

test("bundled for a browser, all of it is less than 150 kB", async () => {
  const entry = "all-of-it";
  await using bundle = await rolldown({
    input: entry,
    platform: "browser",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === entry ? join(import.meta.dirname, entry) : null),
        load: (id) =>
          id.endsWith(entry)
            ? library.map((name) => `export * as ${name} from "@tinytorch/${name}";`).join("\n")
            : null,
      },
    ],
  });
  const { output } = await bundle.generate({ format: "esm", minify: true, codeSplitting: false });
  expect(output).toHaveLength(1);
  const [{ code }] = output;
  const bytes = Buffer.byteLength(code);
  expect(bytes).toBeGreaterThan(30_000);
  expect(bytes).toBeLessThan(150_000);
});
