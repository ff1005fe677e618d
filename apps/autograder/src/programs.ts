import { join } from "node:path";

/** The server as a program of its own, set up by its environment: `node main.ts [--demo] [--json]`. */
export const serverProgram = join(import.meta.dirname, "main.ts");

/**
 * What works on a data folder from outside the server: `node data-program.ts backup FILE [--json]`, `… restore FILE [--json]`,
 * `… erase-user NAME [--yes] [--json]`, `… grader-key add|list|remove [NAME] [--json]`.
 */
export const dataProgram = join(import.meta.dirname, "data-program.ts");
