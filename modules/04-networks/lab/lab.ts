import type { Lab } from "@tinytorch/lab";
import { runLab } from "@tinytorch/lab/terminal";
import { drawRegions } from "./draw-regions.ts";
import { drawTree } from "./draw-tree.ts";
import type { Networks } from "./networks.ts";
import { type Region, regionsOf } from "./regions.ts";
import { type Tree, treeOf } from "./tree.ts";

type Pictures = {
  readonly tree: Tree;
  readonly regions: readonly Region[];
};

/** What a network of yours is made of, and what networks say before they have learned anything, as they grow deeper. */
export const lab: Lab<Networks, Pictures> = {
  data: (networks) => ({ tree: treeOf(networks), regions: regionsOf(networks) }),
  draw({ tree, regions }, view) {
    const drawn = [...drawTree(tree, view), "", ...drawRegions(regions, view)];
    const isComplete = tree.reason === null && regions.every(({ reason }) => reason === null);
    if (!isComplete) drawn.push("", "Write what is missing in src/, try tito test 04, and come back.");
    return drawn.join("\n");
  },
};

if (import.meta.main) await runLab(lab, import.meta.dirname);
