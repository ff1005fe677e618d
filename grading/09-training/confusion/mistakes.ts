import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in confusionMatrix, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "confusion.transposed",
    file: "src/confusion-matrix.ts",
    find: "matrix[label][predicted[row]] += 1",
    replace: "matrix[predicted[row]][label] += 1",
    caughtBy: ["confusion.counts"],
    diagnosis: "has predictions in rows and right classes in columns",
  },
  {
    id: "confusion.shared-rows",
    file: "src/confusion-matrix.ts",
    find: "Array.from({ length: count }, () => Array.from({ length: count }, () => 0))",
    replace: "Array.from({ length: count }).fill(Array.from({ length: count }, () => 0))",
    caughtBy: ["confusion.counts"],
    diagnosis: "uses one array for all rows: every row counts everything",
  },
  {
    id: "confusion.flags",
    file: "src/confusion-matrix.ts",
    find: "+= 1",
    replace: "= 1",
    caughtBy: ["confusion.counts"],
    diagnosis: "notes that it happened, and not how often",
  },
  {
    id: "confusion.diagonal-only",
    file: "src/confusion-matrix.ts",
    find: "matrix[label][predicted[row]] += 1",
    replace: "if (label === predicted[row]) matrix[label][label] += 1",
    caughtBy: ["confusion.counts"],
    diagnosis: "counts only what is right",
  },
  {
    id: "confusion.wrong-only",
    file: "src/confusion-matrix.ts",
    find: "matrix[label][predicted[row]] += 1",
    replace: "if (label !== predicted[row]) matrix[label][predicted[row]] += 1",
    caughtBy: ["confusion.counts"],
    diagnosis: "counts only what is wrong",
  },
  {
    id: "confusion.from-one",
    file: "src/confusion-matrix.ts",
    find: "() => 0)",
    replace: "() => 1)",
    caughtBy: ["confusion.counts"],
    diagnosis: "begins to count at 1",
  },
  {
    id: "confusion.seen-classes",
    file: "src/confusion-matrix.ts",
    find: "const matrix = Array.from({ length: count }, () => Array.from({ length: count }, () => 0));",
    replace:
      "const seen = Math.max(...right, ...predictedClasses(logits)) + 1;\n  const matrix = Array.from({ length: seen }, () => Array.from({ length: seen }, () => 0));",
    caughtBy: ["confusion.absent-classes"],
    diagnosis: "has rows only up to the largest class that occurs",
  },
  {
    id: "confusion.shares",
    file: "src/confusion-matrix.ts",
    find: "return matrix;",
    replace: "return matrix.map((line) => line.map((cell) => cell / right.length));",
    caughtBy: ["confusion.counts"],
    diagnosis: "gives shares instead of counts",
  },
  {
    id: "confusion.first-prediction",
    file: "src/confusion-matrix.ts",
    find: "predicted[row]",
    replace: "predicted[0]",
    caughtBy: ["confusion.counts"],
    diagnosis: "uses the first prediction for every sample",
  },
  {
    id: "confusion.symmetric",
    file: "src/confusion-matrix.ts",
    find: "matrix[label][predicted[row]] += 1",
    replace: "matrix[Math.min(label, predicted[row])][Math.max(label, predicted[row])] += 1",
    caughtBy: ["confusion.counts"],
    diagnosis: "does not tell 1 read as 0 from 0 read as 1",
  },
  {
    id: "confusion.skips-last",
    file: "src/confusion-matrix.ts",
    find: "right.entries()",
    replace: "right.slice(0, -1).entries()",
    caughtBy: ["confusion.counts"],
    diagnosis: "leaves the last sample out",
  },
  {
    id: "confusion.classes-that-occur",
    file: "src/confusion-matrix.ts",
    find: "  const matrix = Array.from({ length: count }, () => Array.from({ length: count }, () => 0));",
    replace: `  const seen = Math.max(...right) + 1;
  const matrix = Array.from({ length: seen }, () => Array.from({ length: seen }, () => 0));`,
    caughtBy: ["confusion.absent-classes"],
    diagnosis:
      "behaves like a matrix of the classes that occur: the last classes have no row when no sample has them",
  },
]);
