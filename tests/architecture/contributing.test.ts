import { describe, expect, test } from "vitest";
import { missingPathsIn, spansIn, wrongCommandsIn } from "./pages.ts";
import { readText } from "./workspace.ts";

const text = readText("CONTRIBUTING.md");

describe("the lists of CONTRIBUTING.md", () => {
  test("every path in them is there, and of every pattern some file", () => {
    expect(missingPathsIn(text)).toEqual([]);
  });

  test("every command in them is a script or one of tito's, with these options", () => {
    expect(wrongCommandsIn(text)).toEqual([]);
  });

  test("each says at its end how it is proven", () => {
    const lists = text.split(/^## /m).filter((list) => /^Add /.test(list) && /^1\. /m.test(list));
    expect(lists.length).toBeGreaterThan(5);
    const unproven = lists.filter(
      (list) => !spansIn(/^Proof: .*/ms.exec(list)?.[0] ?? "").some((span) => / /.test(span)),
    );
    expect(unproven).toEqual([]);
  });
});

describe("what holds them", () => {
  test("a path that is not there is found, from the root, shorter, with placeholders and inside a command", () => {
    const planted = [
      "`packages/tensor/src/core/tensor.ts` `tensor.ts` `modules/NN-name/module.json` `apps/cli/src/staff/<command>.ts`",
      "`packages/tensor/src/core/tensors.ts` `core/tensors.ts` `modules/NN-name/manifest.json` `grading/<component>/x.ts`",
      "`pnpm exec vitest run packages/tensors`",
      "```sh\nnode tests/nothing.ts\n```",
    ];
    expect(missingPathsIn(planted.join("\n"))).toEqual([
      "packages/tensor/src/core/tensors.ts",
      "core/tensors.ts",
      "modules/NN-name/manifest.json",
      "grading/<component>/x.ts",
      "packages/tensors",
    ]);
  });

  test("a path of the real lists that is misspelt is found", () => {
    const misspelt = text.replace("`packages/api/src/api.ts`", "`packages/api/src/apis.ts`");
    expect(misspelt).not.toBe(text);
    expect(missingPathsIn(misspelt)).toEqual(["packages/api/src/apis.ts"]);
  });

  test("a script, a command or an option that there is not is found, also behind npx", () => {
    const planted = [
      "`pnpm types` `pnpm tito check 08 --seeds 3` `tito <command> --help` `npx -y pnpm@10.34.9 test`",
      "`pnpm typecheck` `tito chek` `tito check 08 --seed 3` `pnpm tito verify --fast`",
      "```sh\nnpx -y pnpm@10.34.9 begin  # a comment\ntito lab 08 --yaml\n```",
    ];
    expect(wrongCommandsIn(planted.join("\n"))).toEqual([
      "pnpm typecheck",
      "tito chek",
      "tito check 08 --seed 3",
      "pnpm tito verify --fast",
      "npx -y pnpm@10.34.9 begin",
      "tito lab 08 --yaml",
    ]);
  });
});
