import { builtPages } from "./built-pages.ts";

/** `node main.ts`: builds the pages where they are not built, for a server that may not write into its own folder. */
const folder = await builtPages((line) => process.stderr.write(`${line}\n`));
process.stdout.write(`${folder}\n`);
