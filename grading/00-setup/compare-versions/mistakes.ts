import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in compareVersions, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "compare-versions.version-as-text",
    file: "src/compare-versions.ts",
    find: '.map((version) => version.split(".").map(Number))',
    replace: '.map((version) => version.split("."))',
    caughtBy: ["compare-versions.numbers"],
    diagnosis: "compares texts, so that 9.0.0 is newer than 24.0.0",
  },
  {
    id: "compare-versions.whole-text",
    file: "src/compare-versions.ts",
    find: "  const [left, right]",
    replace: "  if (a !== b) return a < b ? -1 : 1;\n  const [left, right]",
    caughtBy: ["compare-versions.numbers"],
    diagnosis: "compares the two texts as they are, character by character",
  },
  {
    id: "compare-versions.major-only",
    file: "src/compare-versions.ts",
    find: "left.entries()",
    replace: "left.slice(0, 1).entries()",
    caughtBy: ["compare-versions.minor-and-patch"],
    diagnosis: "looks at the major alone",
  },
  {
    id: "compare-versions.no-patch",
    file: "src/compare-versions.ts",
    find: "left.entries()",
    replace: "left.slice(0, 2).entries()",
    caughtBy: ["compare-versions.minor-and-patch"],
    diagnosis: "never looks at the patch",
  },
  {
    id: "compare-versions.text-after-major",
    file: "src/compare-versions.ts",
    find: "return part < right[place] ? -1 : 1;",
    replace: "return (place === 0 ? part < right[place] : String(part) < String(right[place])) ? -1 : 1;",
    caughtBy: ["compare-versions.minor-and-patch"],
    diagnosis: "compares the major as a number and the rest as texts, so that 1.9.0 is newer than 1.10.0",
  },
  {
    id: "compare-versions.as-decimal",
    file: "src/compare-versions.ts",
    find: "  const [left, right]",
    replace:
      "  if (parseFloat(a) !== parseFloat(b)) return parseFloat(a) < parseFloat(b) ? -1 : 1;\n  const [left, right]",
    caughtBy: ["compare-versions.minor-and-patch"],
    diagnosis: "reads 1.10 as the decimal number 1.1, which is smaller than 1.9",
  },
  {
    id: "compare-versions.from-the-right",
    file: "src/compare-versions.ts",
    find: "left.entries()",
    replace: "[...left.entries()].reverse()",
    caughtBy: ["compare-versions.first-difference"],
    diagnosis: "goes through the parts from the right, so that the patch decides before the major",
  },
  {
    id: "compare-versions.any-part",
    file: "src/compare-versions.ts",
    find: "    if (part !== right[place]) return part < right[place] ? -1 : 1;\n  }\n  return 0;",
    replace:
      "    if (part < right[place]) return -1;\n  }\n  return left.some((part, place) => part > right[place]) ? 1 : 0;",
    caughtBy: ["compare-versions.first-difference"],
    diagnosis: "calls a version older as soon as any of its parts is smaller",
  },
  {
    id: "compare-versions.one-number",
    file: "src/compare-versions.ts",
    find: 'version.split(".").map(Number)',
    replace: '[version.split(".").reduce((sum, part) => sum * 1000 + Number(part), 0)]',
    caughtBy: ["compare-versions.first-difference"],
    diagnosis: "makes one number of the three, in thousands, and a minor above 999 runs over into the major",
  },
  {
    id: "compare-versions.added-up",
    file: "src/compare-versions.ts",
    find: 'version.split(".").map(Number)',
    replace: '[version.split(".").reduce((sum, part) => sum + Number(part), 0)]',
    caughtBy: ["compare-versions.first-difference", "compare-versions.minor-and-patch"],
    diagnosis: "adds up the three parts",
  },
  {
    id: "compare-versions.swapped",
    file: "src/compare-versions.ts",
    find: "? -1 : 1;",
    replace: "? 1 : -1;",
    caughtBy: ["compare-versions.signs"],
    diagnosis: "has −1 and 1 the other way round",
  },
  {
    id: "compare-versions.difference",
    file: "src/compare-versions.ts",
    find: "return part < right[place] ? -1 : 1;",
    replace: "return (part - right[place]) as -1 | 1;",
    caughtBy: ["compare-versions.signs"],
    diagnosis: "gives back the difference of the parts where −1 or 1 should be",
  },
  {
    id: "compare-versions.equal-is-newer",
    file: "src/compare-versions.ts",
    find: "  return 0;",
    replace: "  return 1;",
    caughtBy: ["compare-versions.signs"],
    diagnosis: "says 1 of equal versions, where 0 should be",
  },
  {
    id: "compare-versions.one-unchecked",
    file: "src/compare-versions.ts",
    find: "for (const version of [a, b]) {",
    replace: "for (const version of [a]) {",
    caughtBy: ["compare-versions.refuses"],
    diagnosis: "checks only the first of the two texts",
  },
  {
    id: "compare-versions.any-larger-part",
    file: "src/compare-versions.ts",
    find: `  for (const [place, part] of left.entries()) {
    if (part !== right[place]) return part < right[place] ? -1 : 1;
  }
  return 0;`,
    replace: `  if (left.some((part, place) => part > right[place])) return 1;
  return left.some((part, place) => part < right[place]) ? -1 : 0;`,
    caughtBy: ["compare-versions.first-difference"],
    diagnosis: "behaves like a comparison in which any larger part makes a version newer: 1.9.0 after 2.0.0",
  },
  {
    id: "compare-versions.two-digits",
    file: "src/compare-versions.ts",
    find: 'const [left, right] = [a, b].map((version) => version.split(".").map(Number));',
    replace:
      'const [left, right] = [a, b].map((version) => version.split(".").map((part) => part.padStart(2, "0")));',
    caughtBy: ["compare-versions.numbers"],
    diagnosis: "behaves like texts of two digits: right up to 99, and wrong from 100 on",
  },
  {
    id: "compare-versions.patch-as-text",
    file: "src/compare-versions.ts",
    find: 'const [left, right] = [a, b].map((version) => version.split(".").map(Number));',
    replace: `const [left, right] = [a, b].map((version) =>
    version.split(".").map((part, place) => (place < 2 ? Number(part) : part)),
  );`,
    caughtBy: ["compare-versions.minor-and-patch"],
    diagnosis: "behaves like a comparison that takes the patch for a text: 1.0.9 after 1.0.10",
  },
  {
    id: "compare-versions.zero-is-nothing",
    file: "src/compare-versions.ts",
    find: "if (part !== right[place]) return",
    replace: "if (part && part !== right[place]) return",
    caughtBy: ["compare-versions.numbers"],
    diagnosis:
      "behaves like a comparison that passes over a 0 in the first version: 2.0.0 and 2.1.0 are equal to it",
  },
  {
    id: "compare-versions.open-end",
    file: "src/compare-versions.ts",
    find: "const form = /^\\d+\\.\\d+\\.\\d+$/;",
    replace: "const form = /^\\d+\\.\\d+\\.\\d+/;",
    caughtBy: ["compare-versions.refuses"],
    diagnosis:
      "behaves like a check that looks at the beginning only: 24.1.0-rc.1 and 1.2.3.4 pass for versions",
  },
]);
