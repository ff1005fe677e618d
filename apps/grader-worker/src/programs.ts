import { join } from "node:path";

/** A grader for a server elsewhere, as a program of its own: `node main.ts --queue redis://… --server URL`. */
export const graderProgram = join(import.meta.dirname, "main.ts");
