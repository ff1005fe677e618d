export { builtPages } from "./built-pages.ts";
export { builtWorkbench } from "./built-workbench.ts";
