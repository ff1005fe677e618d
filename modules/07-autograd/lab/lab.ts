import type { Lab } from "@tinytorch/lab";
import { runLab } from "@tinytorch/lab/terminal";
import type * as mine from "../src/index.ts";
import { type Agreement, checkOperations, drawAgreements } from "./agreement.ts";
import { type Attempt, attempt, drawn } from "./attempt.ts";
import { drawGraph, type Graph, runGraph } from "./graph.ts";
import { drawValley, measureValley, type Valley } from "./valley.ts";

interface Pictures {
  readonly graph: Attempt<Graph>;
  readonly agreements: readonly Agreement[];
  readonly valley: Attempt<Valley>;
}

/** Your own autograd: a graph lit backwards, where gradients agree with numeric ones, and how small ε should be. */
export const lab: Lab<Pick<typeof mine, "Variable" | "apply" | "gradcheck" | "numericGradient">, Pictures> = {
  data: (mine) => ({
    graph: attempt(() => runGraph(mine)),
    agreements: checkOperations(mine),
    valley: attempt(() => measureValley(mine)),
  }),
  frames: ({ graph }) => ("result" in graph ? graph.result.arrivals.length : 0),
  draw({ graph, agreements, valley }, view) {
    const moving = drawn("h = w · x,  y = h + b,  L = y · h", graph, (result) => drawGraph(result, view));
    const isLast = view.frame >= ("result" in graph ? graph.result.arrivals.length : 0);
    // While it moves there is room for nothing else.
    if (!isLast) return moving.join("\n");
    return [
      ...moving,
      "",
      "|analytic − numeric| by index: dots where they agree, dark where they do not",
      ...drawAgreements(agreements),
      "",
      ...drawn("the error of a numeric slope (of eˣ at 1), as ε shrinks", valley, (result) =>
        drawValley(result, view),
      ),
    ].join("\n");
  },
};

if (import.meta.main) await runLab(lab, import.meta.dirname);
