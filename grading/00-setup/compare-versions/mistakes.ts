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
  {
    id: "compare-versions.float32",
    file: "src/compare-versions.ts",
    find: 'version.split(".").map(Number)',
    replace: '[...Float32Array.from(version.split("."), Number)]',
    caughtBy: ["compare-versions.digits"],
    diagnosis: "rounds parts to float32, in which 20261129 and 20261130 are the same",
  },
  {
    id: "compare-versions.32-bits",
    file: "src/compare-versions.ts",
    find: ".map(Number)",
    replace: ".map((part) => Number(part) | 0)",
    caughtBy: ["compare-versions.digits"],
    diagnosis: "cuts parts down to 32 bits",
  },
  {
    id: "compare-versions.one-number-of-millions",
    file: "src/compare-versions.ts",
    find: 'version.split(".").map(Number)',
    replace: '[version.split(".").reduce((sum, part) => sum * 1e6 + Number(part), 0)]',
    caughtBy: ["compare-versions.digits"],
    diagnosis: "makes one number of the three, in millions, and a date as the patch runs over into the minor",
  },
  {
    id: "compare-versions.six-digits",
    file: "src/compare-versions.ts",
    find: "const form = /^\\d+\\.\\d+\\.\\d+$/;",
    replace: "const form = /^\\d{1,6}\\.\\d{1,6}\\.\\d{1,6}$/;",
    caughtBy: ["compare-versions.digits"],
    diagnosis: "refuses parts of more than six digits",
  },
  {
    id: "compare-versions.no-leading-zeros",
    file: "src/compare-versions.ts",
    find: "const form = /^\\d+\\.\\d+\\.\\d+$/;",
    replace: "const form = /^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)$/;",
    caughtBy: ["compare-versions.digits"],
    diagnosis: "refuses 24.04.0 for the 0 in front of its minor",
  },
  {
    id: "compare-versions.octal",
    file: "src/compare-versions.ts",
    find: ".map(Number)",
    replace: ".map((part) => parseInt(part, /^0[0-7]+$/.test(part) ? 8 : 10))",
    caughtBy: ["compare-versions.digits"],
    diagnosis: "reads a part with a 0 in front as a number to the base of 8",
  },
  {
    id: "compare-versions.length-first",
    file: "src/compare-versions.ts",
    find: 'const [left, right] = [a, b].map((version) => version.split(".").map(Number));',
    replace:
      'const [left, right] = [a, b].map((version) => version.split(".").flatMap((part) => [part.length, Number(part)]));',
    caughtBy: ["compare-versions.digits"],
    diagnosis: "takes the part with more characters for the larger one, and 04 has more than 4",
  },
  {
    id: "compare-versions.glued-key",
    file: "src/compare-versions.ts",
    find: `  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  for (const [place, part] of left.entries()) {
    if (part !== right[place]) return part < right[place] ? -1 : 1;
  }
  return 0;
`,
    replace: `  const known = answers.get(a + b);
  if (known !== undefined) return known;
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  const place = left.findIndex((part, place) => part !== right[place]);
  const answer = place === -1 ? 0 : left[place] < right[place] ? -1 : 1;
  answers.set(a + b, answer);
  return answer;
}
const answers = new Map<string, -1 | 0 | 1>();
if (answers.size > 0) {
`,
    caughtBy: ["compare-versions.each-anew"],
    diagnosis: "keeps answers under the two texts written one after the other, which other pairs share",
  },
  {
    id: "compare-versions.glued-digits",
    file: "src/compare-versions.ts",
    find: 'const [left, right] = [a, b].map((version) => version.split(".").map(Number));',
    replace: `const [left, right] = [a, b].map((version) => {
    const key = version.replaceAll(".", "");
    const known: Map<string, number[]> = ((compareVersions as any).known ??= new Map());
    const parts = known.get(key) ?? version.split(".").map(Number);
    known.set(key, parts);
    return parts;
  });`,
    caughtBy: ["compare-versions.each-anew"],
    diagnosis: "keeps parts under the digits of a version, and takes 1.11.0 for 11.1.0",
  },
  {
    id: "compare-versions.last-answer",
    file: "src/compare-versions.ts",
    find: `  for (const [place, part] of left.entries()) {
    if (part !== right[place]) return part < right[place] ? -1 : 1;
  }
  return 0;`,
    replace: `  if (b === last.b) return last.answer;
  last.b = b;
  const place = left.findIndex((part, place) => part !== right[place]);
  last.answer = place === -1 ? 0 : left[place] < right[place] ? -1 : 1;
  return last.answer;
}
const last: { b: string; answer: -1 | 0 | 1 } = { b: "", answer: 0 };
if (last.b !== "") {`,
    caughtBy: ["compare-versions.each-anew"],
    diagnosis: "gives the last answer again when the second version is the same as before",
  },
  {
    id: "compare-versions.equal-unchecked",
    file: "src/compare-versions.ts",
    find: `  for (const version of [a, b]) {
    if (!form.test(version)) {
      throw new RangeError(\`compareVersions: a version must look like 24.1.0, got \${version}\`);
    }
  }
`,
    replace: `  if (a === b) return 0;
  for (const version of [a, b]) {
    if (!form.test(version)) {
      throw new RangeError(\`compareVersions: a version must look like 24.1.0, got \${version}\`);
    }
  }
`,
    caughtBy: ["compare-versions.refuses"],
    diagnosis: "calls equal texts equal versions before it has looked whether they are any",
  },
  {
    id: "compare-versions.checked-once",
    file: "src/compare-versions.ts",
    find: `  for (const version of [a, b]) {
    if (!form.test(version)) {
      throw new RangeError(\`compareVersions: a version must look like 24.1.0, got \${version}\`);
    }
  }
`,
    replace: `  const seen = ((compareVersions as any).seen ??= new Set<string>());
  for (const version of [a, b]) {
    if (!seen.has(version) && !form.test(version)) {
      seen.add(version);
      throw new RangeError(\`compareVersions: a version must look like 24.1.0, got \${version}\`);
    }
  }
`,
    caughtBy: ["compare-versions.refuses"],
    diagnosis: "refuses a text the first time only",
  },
  {
    id: "compare-versions.always-first",
    file: "src/compare-versions.ts",
    find: `got \${version}`,
    replace: `got \${a}`,
    caughtBy: ["compare-versions.refuses"],
    diagnosis: "tells the first text in its error, also where the second one is no version",
  },
  {
    id: "compare-versions.each-line",
    file: "src/compare-versions.ts",
    find: "const form = /^\\d+\\.\\d+\\.\\d+$/;",
    replace: "const form = /^\\d+\\.\\d+\\.\\d+$/m;",
    caughtBy: ["compare-versions.refuses"],
    diagnosis: "asks whether some line of the text is a version",
  },
  {
    id: "compare-versions.with-v",
    file: "src/compare-versions.ts",
    find: "const form = /^\\d+\\.\\d+\\.\\d+$/;",
    replace: "const form = /^v?\\d+\\.\\d+\\.\\d+$/;",
    caughtBy: ["compare-versions.refuses"],
    diagnosis: "lets a v in front pass",
  },
  {
    id: "compare-versions.trimmed",
    file: "src/compare-versions.ts",
    find: "form.test(version)",
    replace: "form.test(version.trim())",
    caughtBy: ["compare-versions.refuses"],
    diagnosis: "lets spaces around a version pass",
  },
  {
    id: "compare-versions.major-unchecked",
    file: "src/compare-versions.ts",
    find: `  for (const version of [a, b]) {
    if (!form.test(version)) {
      throw new RangeError(\`compareVersions: a version must look like 24.1.0, got \${version}\`);
    }
  }
`,
    replace: `  if (parseInt(a) !== parseInt(b)) return parseInt(a) < parseInt(b) ? -1 : 1;
  for (const version of [a, b]) {
    if (!form.test(version)) {
      throw new RangeError(\`compareVersions: a version must look like 24.1.0, got \${version}\`);
    }
  }
`,
    caughtBy: ["compare-versions.refuses"],
    diagnosis: "compares the majors before it has looked whether the texts are versions",
  },
  {
    id: "compare-versions.differ-as-texts",
    file: "src/compare-versions.ts",
    find: "if (part !== right[place]) return",
    replace: 'if (a.split(".")[place] !== b.split(".")[place]) return',
    caughtBy: ["compare-versions.digits"],
    diagnosis:
      "asks of the texts whether parts differ, and of the numbers which is smaller: 24.04.0 is newer than 24.4.0",
  },
]);
