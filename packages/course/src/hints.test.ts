import { expect, test } from "vitest";
import { type Hint, hintFor, hintsHolding, hintsSchema } from "./hints.ts";

function hint(part: string, names?: readonly string[]): Hint {
  const place = { file: "src/sgd.ts", words: "In step." };
  return {
    part,
    question: "What?",
    formula: "θ ← θ − αg",
    place,
    ...(names === undefined ? {} : { names: [...names] }),
  };
}

const hints = [hint("StepLR"), hint("CosineAnnealingLR", ["cosine"]), hint("Tensor: views")];
const partOf = (name: string) => hintFor(hints, name)?.part;
const partsHolding = (name: string) => hintsHolding(hints, name).map(({ part }) => part);

test("a part is found by each of its names, whatever their capitals, hyphens and blanks", () => {
  expect(["StepLR", "step-lr", "steplr", "STEP LR"].map(partOf)).toEqual(["StepLR", "StepLR", "StepLR", "StepLR"]);
  expect(partOf("cosine")).toBe("CosineAnnealingLR");
  expect(partOf("tensor-views")).toBe("Tensor: views");
  expect(partOf("step")).toBeUndefined();
});

test("where names differ by their capitals alone these decide, and else it is the part that is called so", () => {
  const both = [hint("at", ["Tensor"]), hint("tensor")];
  expect(["Tensor", "tensor", "TENSOR"].map((name) => hintFor(both, name)?.part)).toEqual(["at", "tensor", "tensor"]);
});

test("the parts of which a name holds some letters are all of them, and letters are asked for", () => {
  expect(partsHolding("annealing")).toEqual(["CosineAnnealingLR"]);
  expect(partsHolding("lr")).toEqual(["StepLR", "CosineAnnealingLR"]);
  expect(partsHolding("adam")).toEqual([]);
  expect(partsHolding("--")).toEqual([]);
});

test("two parts that capitals and hyphens alone tell apart are refused, and so is a rung without words", () => {
  const problems = (value: unknown) => hintsSchema.safeParse(value).error?.issues.map(({ message }) => message) ?? [];
  expect(problems(hints)).toEqual([]);
  expect(problems([hint("relu"), hint("ReLU")])).toEqual(["parts and their names must be unique, got ReLU twice"]);
  expect(problems([hint("SGD", ["momentum"]), hint("Adam", ["momentum"])])).toEqual([
    "parts and their names must be unique, got momentum twice",
  ]);
  expect(problems([hint("at", ["Tensor"]), hint("tensor")])).toEqual([]);
  expect(problems([{ ...hint("SGD"), question: " " }])).toHaveLength(1);
  expect(problems([{ ...hint("SGD"), code: "x" }])).toHaveLength(1);
  expect(problems([])).toHaveLength(1);
});
