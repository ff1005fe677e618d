import { join } from "node:path";

/** The folder of the program that makes releases: what a release holds besides the course is this program's own. */
export const programFolder = join(import.meta.dirname, "../../..");
