export { type LabFlags, labFlags } from "./flags.ts";
export { loadMine } from "./load-mine.ts";
export { type RunOptions, runLab } from "./run-lab.ts";
export { type Output, type ShowOptions, showLab } from "./show-lab.ts";
