import type { Lab } from "@tinytorch/lab";
import { runLab } from "@tinytorch/lab/terminal";
import type * as mine from "../src/index.ts";
import { type Edges, findEdges } from "./edges.ts";
import { edgesPicture, reachPicture } from "./picture.ts";
import { measureReach, type Reach } from "./reach.ts";

/** What the lab needs of a module. */
export type Looking = Pick<typeof mine, "conv2d" | "Conv2d" | "MaxPool2d">;

export type Looked = { readonly edges: Edges; readonly reaches: readonly Reach[] };

/** A window slides over a digit and finds its edges; then how far a number sees through layers. */
export const lab: Lab<Looking, Looked> = {
  data: (looking) => ({ edges: findEdges(looking), reaches: measureReach(looking) }),
  frames: ({ edges: { digit, sideways } }) => ("done" in sideways ? digit.flat().length : 0),
  draw({ edges, reaches }, view) {
    const isLast = view.frame >= edges.digit.flat().length || "missing" in edges.sideways;
    const top = edgesPicture(edges, isLast ? { ...view, frame: edges.digit.flat().length } : view);
    const missing = [edges.sideways, edges.downwards, edges.pooled, ...reaches.map(({ seen }) => seen)];
    const advice = missing.some((part) => "missing" in part)
      ? ["", "Write it in src/, try tito test 05, and come back."]
      : [];
    return [...top, "", ...(isLast ? [...reachPicture(reaches, view), ...advice] : [])].join("\n");
  },
};

if (import.meta.main) await runLab(lab, import.meta.dirname);
