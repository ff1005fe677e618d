import { rolldown } from "rolldown";
import type { Bundle, BundleRequest } from "./bundle.ts";

/** The bundler as a process: `node bundle-process.ts REQUESTS`, which writes the bundles to its output. */
const requests: readonly BundleRequest[] = JSON.parse(process.argv[2] ?? "");
process.stdout.write(JSON.stringify(await Promise.all(requests.map(bundleOne))));

async function bundleOne({ entry, format }: BundleRequest): Promise<Bundle> {
  const bundled = await rolldown({ input: entry, platform: "node", external: /^@tinytorch\// });
  const { output } = await bundled.generate({
    format,
    comments: false,
    minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  });
  await bundled.close();
  const [{ code, imports }] = output;
  return { code, imports: imports.filter((name) => !name.startsWith("node:")) };
}
