import { join } from "node:path";

/** The smallest course there is: one module, three hidden tests, no package of the library. */
export const echoCourse = join(import.meta.dirname, "../../../../tests/fixtures/course");
/** Its module. */
export const echoModule = "01-echo";
