import { join } from "node:path";

/** The server as a program of its own, set up by its environment: `node main.ts [--demo]`. */
export const serverProgram = join(import.meta.dirname, "main.ts");

/** What works on a data folder while no server does: `node main.ts backup FILE`, `node main.ts restore FILE`. */
export const dataProgram = join(import.meta.dirname, "backup/main.ts");
