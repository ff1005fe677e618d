import { afterEach, expect, test } from "vitest";
import * as face from "./index.ts";
import * as inside from "./internal.ts";

afterEach(() => {
  face.useKernels("fastest");
});

test("the face is part of the inside, and shares its state", () => {
  const all = new Map<string, unknown>(Object.entries(inside));
  for (const [name, value] of Object.entries(face)) expect(value, name).toBe(all.get(name));
  face.useKernels("js");
  expect(inside.activeKernels().name).toBe("js");
});

test("the face holds no kernels, no step of training, and nothing that only operations need", () => {
  const kept = Object.keys(inside).filter((name) => !Object.hasOwn(face, name));
  expect(kept.sort()).toEqual([
    "activation",
    "activeKernels",
    "alphaOf",
    "boundsOf",
    "composed",
    "convolve",
    "dtypeRule",
    "fold",
    "formatShape",
    "fusedAdam",
    "fusedCrossEntropy",
    "fusedSgd",
    "fusedSquaredError",
    "generatorRule",
    "inputGradient",
    "inspected",
    "isFloat",
    "jsKernels",
    "keepdimOf",
    "operandGradient",
    "pair",
    "pool",
    "printTensor",
    "promote",
    "promoteNumber",
    "recording",
    "replaceKernels",
    "requireFloats",
    "requireTensor",
    "resolveDim",
    "resolveIndices",
    "resultGradient",
    "sameShape",
    "selectDims",
    "sizeOf",
    "stacked",
    "unfold",
    "unfoldWindow",
    "unpad",
    "varianceTable",
    "windowOver",
  ]);
});

test("choosing kernels by name gives back a name, to choose again by", () => {
  expect(face.useKernels("js")).toBe("fastest");
  expect(face.kernelsInUse()).toBe("js");
  expect(face.useKernels("fastest")).toBe("js");
});
