export { type LayerState, layerStates } from "@tinytorch/sandbox";
export { checkJail } from "./check-jail.ts";
export { collectRubric } from "./collect-rubric.ts";
export type { GradeProgress, GradeRequest, Grader } from "./grader.ts";
export { startGrader } from "./start-grader.ts";
