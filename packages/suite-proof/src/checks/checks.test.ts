import { describe, expect, test } from "vitest";
import { hintsWith, manifestWith, smallModule, smallPage } from "../testing/small-module.ts";
import { coverageCheck } from "./check-coverage.ts";
import { hintsCheck } from "./check-hints.ts";
import { labCheck } from "./check-lab.ts";
import { manifestCheck } from "./check-manifest.ts";
import { packagesCheck } from "./check-packages.ts";
import { pageCheck } from "./check-page.ts";
import { pageCodeCheck } from "./check-page-code.ts";
import { starterCheck } from "./check-starter.ts";
import { type ModuleCheck, runCheck } from "./module-check.ts";

type Changes = Parameters<typeof smallModule>[0];

/** What a check says of the small module with some files changed. */
async function sentenceOf(check: ModuleCheck, changes: Changes = {}): Promise<string> {
  return (await runCheck(check, await smallModule(changes))).sentence;
}

test.each([manifestCheck, packagesCheck, starterCheck, pageCheck, coverageCheck, hintsCheck, pageCodeCheck, labCheck])(
  "a module that keeps the rule passes: $name",
  async (check) => {
    expect(await runCheck(check, await smallModule())).toEqual({ name: check.name, ok: true, sentence: check.rule });
  },
);

test.each([manifestCheck, packagesCheck, starterCheck, pageCheck, coverageCheck, hintsCheck, pageCodeCheck])(
  "a module without its files fails in a sentence: $name",
  async (check) => {
    const nothing = { "modules/01-small/module.json": null, "modules/01-small/README.md": null };
    const changes = {
      ...nothing,
      "grading/01-small/solution/src/index.ts": null,
      "grading/01-small/solution/src/twice.ts": null,
    };
    const result = await runCheck(check, await smallModule(changes));
    expect(result.ok).toBe(false);
    expect(result.sentence).toMatch(/ENOENT|must have a solution/);
  },
);

describe("manifest", () => {
  test("lists exactly the solution's files", async () => {
    expect(await sentenceOf(manifestCheck, { "grading/01-small/solution/src/more.ts": "export {};\n" })).toBe(
      "submittedFiles must list src/more.ts, which the solution has",
    );
    const surplus = manifestWith({ submittedFiles: ["src/index.ts", "src/twice.ts", "src/less.ts"] });
    expect(await sentenceOf(manifestCheck, surplus)).toBe(
      "submittedFiles lists src/less.ts, which the solution has not",
    );
  });

  test("lists only what the entry exports, by whatever form of export", async () => {
    expect(await sentenceOf(manifestCheck, manifestWith({ exports: ["twice", "thrice"] }))).toBe(
      "exports lists thrice, which src/index.ts of the solution does not export",
    );
    const forms = [
      "export { a as twice, type B } from './twice.ts';",
      "export abstract class twice {}",
      "export const twice = 2;",
      "export async function twice() {}",
    ];
    for (const form of forms) {
      expect(await sentenceOf(manifestCheck, { "grading/01-small/solution/src/index.ts": form })).toBe(
        manifestCheck.rule,
      );
    }
    expect(await sentenceOf(manifestCheck, { "grading/01-small/solution/src/index.ts": "const twice = 2;" })).toContain(
      "exports lists twice",
    );
  });

  test("lists every export that a student writes: neither a type nor what is given whole", async () => {
    const solution = "grading/01-small/solution/src";
    const more = {
      ...manifestWith({ submittedFiles: ["src/index.ts", "src/twice.ts", "src/half.ts", "src/given.ts"] }),
      [`${solution}/half.ts`]:
        "export function half() {\n  // BEGIN SOLUTION\n  // TODO: halve\n  // END SOLUTION\n}\n",
      [`${solution}/given.ts`]: "export class Given {}\nexport type Shape = number;\n",
    };
    const index = (half: string) =>
      `export { twice } from "./twice.ts";\nexport { Given, type Shape } from "./given.ts";\n${half}`;
    expect(await sentenceOf(manifestCheck, { ...more, [`${solution}/index.ts`]: index("") })).toBe(manifestCheck.rule);
    for (const half of ["half", "half as halved"]) {
      const withHalf = { ...more, [`${solution}/index.ts`]: index(`export { ${half} } from "./half.ts";\n`) };
      expect(await sentenceOf(manifestCheck, withHalf)).toBe(
        `exports must list ${half.split(" ").at(-1)}, which src/index.ts of the solution exports and a student writes`,
      );
    }
  });

  test("asks three questions", async () => {
    expect(await sentenceOf(manifestCheck, manifestWith({ predict: undefined }))).toBe(
      "predict must ask three questions, got none",
    );
  });

  test("says in a line what is malformed", async () => {
    const sentence = await sentenceOf(manifestCheck, manifestWith({ stars: 9 }));
    expect(sentence).toContain("stars");
    expect(sentence).not.toContain("\n");
  });
});

test("packages: what is not declared, another name and a missing script are named", async () => {
  expect(await sentenceOf(packagesCheck, manifestWith({ allowedImports: ["@tinytorch/tensor"] }))).toBe(
    "the package of modules/01-small must declare @tinytorch/tensor; the package of grading/01-small must declare @tinytorch/tensor",
  );
  const other = { "grading/01-small/package.json": JSON.stringify({ name: "@tinytorch/other" }) };
  const sentence = await sentenceOf(packagesCheck, other);
  expect(sentence).toContain(
    "the package of grading/01-small must be @tinytorch/grading-01-small, got @tinytorch/other",
  );
  expect(sentence).toContain("must declare @tinytorch/module-01-small");
  expect(sentence).toContain('the script prove of grading/01-small must be "tito verify 01 --quick", got undefined');
});

test("starter: differences, files too many and leaked lines are named", async () => {
  const source = "modules/01-small/src";
  expect(await sentenceOf(starterCheck, { [`${source}/twice.ts`]: "  const doubled = value + value;\n" })).toMatch(
    /^src\/twice\.ts differs .*; src\/twice\.ts:1 is solution text: const doubled = value \+ value;$/,
  );
  expect(await sentenceOf(starterCheck, { [`${source}/twice.ts`]: null })).toContain("src/twice.ts is missing");
  expect(await sentenceOf(starterCheck, { [`${source}/more.ts`]: "" })).toBe(
    "src/more.ts is not in the solution: delete it, or add it to the solution",
  );
});

describe("page", () => {
  const page = (text: string) => ({ "modules/01-small/README.md": text });

  test("has every section in order", async () => {
    expect(await sentenceOf(pageCheck, page(smallPage.replace("## Core concepts\n", "")))).toMatch(
      /^README\.md must have the sections Module info, .*, got Module info, .*What you'll build, What you'll experience/,
    );
  });

  test("has the manifest's title and promise, and the commands with which a student works", async () => {
    expect(await sentenceOf(pageCheck, page(smallPage.replace("# Small\n", "# Tiny\n")))).toContain(
      'must say "# Small"',
    );
    expect(await sentenceOf(pageCheck, manifestWith({ promise: "Another." }))).toContain('must say "**Another.**"');
    expect(await sentenceOf(pageCheck, page(smallPage.replace("pnpm tito test 01", "")))).toContain(
      "pnpm tito test 01",
    );
  });

  test("names its own module and programs that exist", async () => {
    expect(await sentenceOf(pageCheck, page(`${smallPage}\npnpm tito race 02`))).toBe(
      "README.md must speak of its own module, got pnpm tito race 02",
    );
    expect(await sentenceOf(pageCheck, { "modules/01-small/lab/lab.ts": null })).toBe(
      "README.md must name programs that exist, got modules/01-small/lab/lab.ts",
    );
  });
});

describe("page code", () => {
  test("runs, or is named with what it threw", async () => {
    const broken = smallPage.replace("twice(2) !== 4", "twice(2) !== 5");
    expect(await sentenceOf(pageCodeCheck, { "modules/01-small/README.md": broken })).toBe(
      "code block 1 of README.md must run, got Error: twice 2 must be 4",
    );
  });

  test("is there", async () => {
    expect(await sentenceOf(pageCodeCheck, { "modules/01-small/README.md": "# Small\n" })).toContain("must show code");
  });
});

describe("coverage", () => {
  test("an export without a visible test, a hidden test or a mistake is named", async () => {
    expect(await sentenceOf(coverageCheck, { "modules/01-small/tests/twice.test.ts": "" })).toBe(
      'twice has no visible test: describe("twice", …)',
    );
    expect(await sentenceOf(coverageCheck, { "grading/01-small/twice/mistakes.ts": "" })).toBe(
      "twice has no mistake in src/twice.ts",
    );
    const neither = {
      "grading/01-small/twice/mistakes.ts": "",
      "grading/01-small/twice/suite.test.ts": "twiceAsMuch()",
    };
    expect(await sentenceOf(coverageCheck, neither)).toBe(
      "twice has no hidden test; twice has no mistake in src/twice.ts",
    );
  });

  test("two exports in one file must each be named by a hidden test", async () => {
    const two = {
      ...manifestWith({ exports: ["twice", "half"] }),
      "grading/01-small/solution/src/twice.ts": "export function twice() {}\nexport function half() {}\n",
      "modules/01-small/tests/half.test.ts": 'describe("half", () => {});',
    };
    expect(await sentenceOf(coverageCheck, two)).toBe("half has no hidden test");
  });
});

describe("hints", () => {
  test("are there for every component of which a student sees a test, under its name or another", async () => {
    expect(await sentenceOf(hintsCheck, { "modules/01-small/hints.json": null })).toBe(
      "hints.json must be there, got no such file",
    );
    expect(await sentenceOf(hintsCheck, hintsWith({ part: "half" }))).toBe(
      "hints.json must have a part for twice, or one that has it among its names",
    );
    expect(await sentenceOf(hintsCheck, hintsWith({ part: "two times", names: ["twice"] }))).toBe(hintsCheck.rule);
  });

  test("name a file that is handed in", async () => {
    const place = { file: "src/half.ts", words: "In half." };
    expect(await sentenceOf(hintsCheck, hintsWith({ place }))).toBe(
      "twice must be in a file of submittedFiles, got src/half.ts",
    );
  });

  test("hold no line of the solution, on whichever rung and however it is broken", async () => {
    const line = "const doubled = value + value;";
    expect(await sentenceOf(hintsCheck, hintsWith({ formula: "const doubled =\n  value + value;" }))).toBe(
      `the formula of twice holds solution text: ${line}`,
    );
    const place = { file: "src/twice.ts", words: `In twice: ${line}` };
    expect(await sentenceOf(hintsCheck, hintsWith({ place, question: line }))).toBe(
      `the question of twice holds solution text: ${line}; the place of twice holds solution text: ${line}`,
    );
  });

  test("that are malformed are told in a line", async () => {
    const sentence = await sentenceOf(hintsCheck, hintsWith({ question: "" }));
    expect(sentence).toMatch(/^hints\.json: 0\.question: [^\n]+$/);
  });
});

describe("lab", () => {
  const lab = (text: string | null) => ({ "modules/01-small/lab/lab.ts": text });

  test("is there, draws, and gives JSON", async () => {
    expect(await sentenceOf(labCheck, lab(null))).toBe("lab/ must have a lab.ts or race.ts, got neither");
    expect(await sentenceOf(labCheck, lab(""))).toBe("lab/lab.ts must draw something, got nothing");
    expect(await sentenceOf(labCheck, lab('process.stdout.write("a picture");'))).toContain("must print JSON");
  });

  test("is shown on the page", async () => {
    const otherPage = {
      "modules/01-small/README.md": smallPage.replace("```text\na picture", "```text\nanother picture"),
    };
    expect(await sentenceOf(labCheck, otherPage)).toBe(
      "README.md must show the picture of lab/lab.ts in a ```text block, got none that begins with a picture",
    );
  });

  test("is drawn as the page shows it, but for what depends on the machine", async () => {
    const drawn = (...lines: readonly string[]) =>
      lab(`process.stdout.write(process.argv.includes("--json") ? "[1]" : ${JSON.stringify(lines.join("\n"))});`);
    expect(await sentenceOf(labCheck, drawn("a picture", "of two and", "of five", "and six"))).toBe(labCheck.rule);
    expect(await sentenceOf(labCheck, drawn("a picture", "of one and", "of four, in 2 ms"))).toBe(
      "README.md must show what lab/lab.ts draws, got among other lines that it does not draw: of two and",
    );
  });

  test("runs on the solution", async () => {
    const onSolution = `
      const { twice } = await import(process.env.TINYTORCH_MODULE_SOURCE + "/index.ts");
      process.stdout.write(process.argv.includes("--json") ? JSON.stringify(twice(2)) : "a picture\\nof two and\\nof four");`;
    expect(await sentenceOf(labCheck, lab(onSolution))).toBe(labCheck.rule);
    expect(await sentenceOf(labCheck, lab('throw new Error("no picture");'))).toBe(
      "lab/lab.ts must run on the solution, got Error: no picture",
    );
  });
});
