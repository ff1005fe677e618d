import { describe, expect, test } from "vitest";
import { chooseFiles } from "./chosen-files.ts";

const module = { id: "08-optimizers", submittedFiles: ["src/index.ts", "src/sgd.ts"], fileBytes: 1000 };
const others = [module, { id: "07-autograd", submittedFiles: ["src/index.ts", "src/variable.ts"] }];
const bytes = (text: string) => new TextEncoder().encode(text);
const choose = (...paths: string[]) =>
  chooseFiles(
    module,
    others,
    paths.map((path) => ({ path, bytes: bytes(`// ${path}`) })),
  );

describe("the module's files are found", () => {
  test.each([
    ["its src", ["src/index.ts", "src/sgd.ts"]],
    ["its own folder", ["08-optimizers/src/index.ts", "08-optimizers/src/sgd.ts", "08-optimizers/README.md"]],
    ["a path that begins with a slash, as browsers give it", ["/src/index.ts", "./src/sgd.ts"]],
    ["the files alone", ["index.ts", "sgd.ts"]],
    [
      "clutter beside them",
      ["src/index.ts", "src/sgd.ts", "src/.DS_Store", "__MACOSX/src/sgd.ts", "node_modules/a/src/b.ts"],
    ],
    [
      "its tests beside them",
      ["08-optimizers/src/index.ts", "08-optimizers/src/sgd.ts", "08-optimizers/tests/sgd.test.ts"],
    ],
  ])("in %s", (_, paths) => {
    const { files, problems, notes } = choose(...paths);
    expect({ paths: Object.keys(files).sort(), problems, notes }).toEqual({
      paths: module.submittedFiles,
      problems: [],
      notes: [],
    });
  });

  test("with helpers of one's own, in folders too", () => {
    expect(Object.keys(choose("src/index.ts", "src/sgd.ts", "src/helpers/norm.ts").files)).toContain(
      "src/helpers/norm.ts",
    );
  });

  test("some of them alone, where the others are there already", () => {
    const alone = [{ path: "sgd.ts", bytes: bytes("") }];
    expect(chooseFiles(module, others, alone, { isPartial: true })).toMatchObject({
      files: { "src/sgd.ts": "" },
      problems: [],
    });
    expect(chooseFiles(module, others, [], { isPartial: true }).problems).toHaveLength(1);
  });

  test("one folder too high, among other modules, and it is said", () => {
    const { files, problems, notes } = choose(
      "modules/07-autograd/src/index.ts",
      "modules/08-optimizers/src/index.ts",
      "modules/08-optimizers/src/sgd.ts",
    );
    expect([Object.keys(files), problems]).toEqual([["src/index.ts", "src/sgd.ts"], []]);
    expect(notes).toEqual(["The folder holds other modules as well (07-autograd); only 08-optimizers was taken."]);
    expect(files["src/index.ts"]).toBe("// modules/08-optimizers/src/index.ts");
  });
});

describe("what cannot be handed in is said, with what to do", () => {
  test.each([
    [
      ["07-autograd/src/index.ts"],
      "These files are of 07-autograd, and this is 08-optimizers. Drop the folder 08-optimizers.",
    ],
    [["variable.ts"], "variable.ts is a file of 07-autograd, and this is 08-optimizers."],
    [
      ["mine.ts"],
      "mine.ts is no file of 08-optimizers. If it is a helper of your own, drop the whole folder src that it lies in.",
    ],
    [
      ["src/sgd.ts"],
      "Missing: src/index.ts. Drop the whole folder src; what you have not written yet may stay as you received it.",
    ],
    [
      ["notes.txt"],
      "There is no file of 08-optimizers in what you dropped. Drop its folder src, the one with src/index.ts in it.",
    ],
    [
      [],
      "There is no file of 08-optimizers in what you dropped. Drop its folder src, the one with src/index.ts in it.",
    ],
  ])("%s", (paths, sentence) => {
    expect(choose(...paths).problems).toEqual([sentence]);
  });

  test.each([["src/Helper.ts"], ["src/deep/a/b/c.ts"], ["src/sgd.test.ts"]])(
    "a name that the service refuses: %s",
    (path) => {
      expect(choose("src/index.ts", "src/sgd.ts", path).problems).toEqual([
        `${path} is not handed in by that name: small letters, digits and hyphens, as in src/helpers/two-words.ts.`,
      ]);
    },
  );

  test("more files, or more in them, than the service takes", () => {
    const many = Array.from({ length: 70 }, (_, index) => `src/helper-${index}.ts`);
    expect(choose("src/index.ts", "src/sgd.ts", ...many).problems).toEqual([
      "These are 72 files, and a module may have 40. Is it the right folder?",
    ]);
    const large = many.slice(0, 40).map((path) => ({ path, bytes: new Uint8Array(60_000).fill(65) }));
    const { problems } = chooseFiles({ ...module, fileBytes: 60_000 }, others, large, { isPartial: true });
    expect(problems).toEqual(["All files together may have 1049 kB, and these have 2400 kB. Hand in code, not data."]);
  });

  test("another module's src, where some files would do", () => {
    const partly = (...paths: string[]) =>
      chooseFiles(
        module,
        others,
        paths.map((path) => ({ path, bytes: bytes("") })),
        { isPartial: true },
      ).problems;
    expect(partly("src/index.ts", "src/variable.ts")).toEqual([
      "These files are of 07-autograd, and this is 08-optimizers. Drop the folder 08-optimizers.",
    ]);
    expect(partly("src/sgd.ts", "src/variable.ts")).toEqual([]);
    expect(partly("src/index.ts")).toEqual([]);
    expect(partly("src/helpers/norm.ts")).toEqual([]);
  });

  test("a picture is left out and holds nobody up", () => {
    const { problems, notes } = choose("src/index.ts", "src/sgd.ts", "race.png");
    expect([problems, notes]).toEqual([
      [],
      ["race.png is a picture; it was left out, since only TypeScript is graded."],
    ]);
  });

  test("a file that is too large, and one that is no text", () => {
    const { problems } = chooseFiles(module, others, [
      { path: "src/index.ts", bytes: new Uint8Array(2000).fill(65) },
      { path: "src/sgd.ts", bytes: Uint8Array.of(0xff, 0xfe, 0x00) },
    ]);
    expect(problems).toEqual([
      "src/index.ts is too large: a file may have 1000 bytes, and it has 2000 bytes. Is it the right one?",
      "src/sgd.ts is no text, though its name ends in .ts. Save it as UTF-8.",
    ]);
  });
});
