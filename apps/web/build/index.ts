export { builtPages } from "./built-pages.ts";
