export { type LayerState, layerStates, type SandboxNotice } from "@tinytorch/sandbox";
export { checkJail } from "./check-jail.ts";
export { collectRubric } from "./collect-rubric.ts";
export { checkFrozenRubric } from "./frozen-rubric.ts";
export { type CheckRequest, type GradeProgress, type GradeRequest, type Grader, RunCancelledError } from "./grader.ts";
export { startGrader } from "./start-grader.ts";
