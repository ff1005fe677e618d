import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { rolldown } from "rolldown";
import type { Bundle, BundleRequest } from "./bundle-request.ts";

/** The bundler as a process: `node bundle-process.ts REQUESTS`, which writes the bundles to its output. */
const requests: readonly BundleRequest[] = JSON.parse(process.argv[2] ?? "");
process.stdout.write(JSON.stringify(await Promise.all(requests.map(bundleOne))));

async function bundleOne({ entry, format, names = "kept" }: BundleRequest) {
  const sources: Record<string, string> = {};
  const bundled = await rolldown({
    input: entry,
    platform: "node",
    external: /^@tinytorch\//,
    plugins: [
      {
        name: "sources",
        // Noted before the bundler reads it: a file that changes in between is then found changed, and bundled anew.
        async load(id) {
          if (isAbsolute(id))
            sources[id] = createHash("sha256")
              .update(await readFile(id, "utf8"))
              .digest("hex");
        },
      },
    ],
  });
  const { output } = await bundled.generate({
    format,
    comments: false,
    minify: {
      compress: false,
      mangle: names === "short" && { toplevel: true, keepNames: { function: true, class: true } },
      codegen: { removeWhitespace: true },
    },
  });
  await bundled.close();
  const [{ code, imports, exports }] = output;
  const bundle: Bundle = { code, imports: imports.filter((name) => !name.startsWith("node:")), exports };
  return { sources, bundle };
}
