import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in accuracy, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "accuracy.least",
    file: "src/predicted-classes.ts",
    find: "scores.argmax(1)",
    replace: "scores.neg().argmax(1)",
    caughtBy: ["accuracy.share", "confusion.counts"],
    diagnosis: "predicts the class with the lowest score",
  },
  {
    id: "accuracy.over-batch",
    file: "src/predicted-classes.ts",
    find: "scores.argmax(1)",
    replace: "scores.argmax(0)",
    caughtBy: ["accuracy.share"],
    diagnosis: "looks for the largest score of each class over the batch",
  },
  {
    id: "accuracy.over-all",
    file: "src/predicted-classes.ts",
    find: "[...scores.argmax(1).data]",
    replace: "Array.from({ length: scores.shape[0] }, () => scores.argmax().item() % scores.shape[1])",
    caughtBy: ["accuracy.share"],
    diagnosis: "predicts one class for the whole batch",
  },
  {
    id: "accuracy.last-of-equals",
    file: "src/predicted-classes.ts",
    find: "[...scores.argmax(1).data]",
    replace: `Array.from({ length: scores.shape[0] }, (_, r) => {
    const row = [...scores.select(0, r).contiguous().data];
    return row.lastIndexOf(Math.max(...row));
  })`,
    caughtBy: ["accuracy.ties"],
    diagnosis: "takes the last of equal scores",
  },
  {
    id: "accuracy.from-zero",
    file: "src/predicted-classes.ts",
    find: "scores.argmax(1)",
    replace: "scores.maximum(0).argmax(1)",
    caughtBy: ["accuracy.share", "confusion.counts"],
    diagnosis: "takes 0 for the largest so far, so that of negative scores the first wins",
  },
  {
    id: "accuracy.absolute",
    file: "src/predicted-classes.ts",
    find: "scores.argmax(1)",
    replace: "scores.abs().argmax(1)",
    caughtBy: ["accuracy.share"],
    diagnosis: "compares sizes without signs",
  },
  {
    id: "accuracy.percent",
    file: "src/accuracy.ts",
    find: "hits.length / right.length",
    replace: "(100 * hits.length) / right.length",
    caughtBy: ["accuracy.share"],
    diagnosis: "gives percent instead of a share",
  },
  {
    id: "accuracy.count",
    file: "src/accuracy.ts",
    find: "hits.length / right.length",
    replace: "hits.length",
    caughtBy: ["accuracy.share"],
    diagnosis: "gives the number of rows that are right",
  },
  {
    id: "accuracy.error-rate",
    file: "src/accuracy.ts",
    find: "label === predicted[row]",
    replace: "label !== predicted[row]",
    caughtBy: ["accuracy.share"],
    diagnosis: "gives the share of rows that are wrong",
  },
  {
    id: "accuracy.by-classes",
    file: "src/accuracy.ts",
    find: "hits.length / right.length",
    replace: "hits.length / logits.shape[1]",
    caughtBy: ["accuracy.share"],
    diagnosis: "divides by the classes instead of by the rows",
  },
  {
    id: "accuracy.rounded",
    file: "src/accuracy.ts",
    find: "hits.length / right.length",
    replace: "Math.round(hits.length / right.length)",
    caughtBy: ["accuracy.share"],
    diagnosis: "rounds the share to 0 or 1",
  },
  {
    id: "accuracy.first-row",
    file: "src/accuracy.ts",
    find: "predicted[row]",
    replace: "predicted[0]",
    caughtBy: ["accuracy.share"],
    diagnosis: "compares every label with the first prediction",
  },
  {
    id: "accuracy.skips-first",
    file: "src/accuracy.ts",
    find: "label === predicted[row]",
    replace: "row > 0 && label === predicted[row]",
    caughtBy: ["accuracy.share"],
    diagnosis: "leaves the first row out",
  },
  {
    id: "accuracy.drops-class-zero",
    file: "src/accuracy.ts",
    find: "label === predicted[row]",
    replace: "label && label === predicted[row]",
    caughtBy: ["accuracy.share"],
    diagnosis: "takes class 0 for no class",
  },
  {
    id: "accuracy.two-decimals",
    file: "src/accuracy.ts",
    find: "  return hits.length / right.length;",
    replace: "  return Math.round((100 * hits.length) / right.length) / 100;",
    caughtBy: ["accuracy.share"],
    diagnosis: "behaves like an accuracy rounded to whole percents: 2 of 3 are 0.67",
  },
  {
    id: "accuracy.views-refused",
    file: "src/predicted-classes.ts",
    find: "  return [...scores.argmax(1).data];",
    replace: `  const [rows, count] = scores.shape;
  return Array.from({ length: rows }, (_, row) => {
    const values = [...scores.data.slice(row * count, (row + 1) * count)];
    return values.indexOf(Math.max(...values));
  });`,
    caughtBy: ["accuracy.share"],
    diagnosis:
      "behaves like a reader of raw data: transposed or expanded scores are refused, for they are not contiguous",
  },
]);
