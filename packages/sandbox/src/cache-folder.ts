import { dirname, join, resolve } from "node:path";

/**
 * Where programs that were bundled are kept from run to run: `TINYTORCH_CACHE`, or this package's own `node_modules/.cache`, to which an
 * account that only runs the service may not write.
 */
export const cacheFolder = resolve(
  process.env.TINYTORCH_CACHE || join(dirname(import.meta.dirname), "node_modules/.cache"),
);
