import { join } from "node:path";
import { moduleIds, openModule } from "@tinytorch/course-files";
import { expect, test } from "vitest";
import { buildOrder } from "./build-order.ts";

const repository = join(import.meta.dirname, "../../..");
const { manifest } = await openModule(repository, "08-optimizers");

test("what a component's file imports comes before it, and else the manifest's order stays", () => {
  const files = {
    "src/index.ts":
      'export { SGD } from "./sgd.ts";\nexport { type Rate, StepLR } from "./step-lr";\nexport { train } from "./train.js";\n',
    "src/sgd.ts": 'import {\n  Base,\n} from "./parts/base.ts";\n',
    "src/parts/base.ts": 'export * from "../step-lr.ts";\n',
    "src/step-lr.ts": 'import type { Loop } from "./train.ts";\n',
    "src/train.ts": "",
  };
  const order = buildOrder({ ...manifest, exports: ["SGD", "StepLR", "train"] }, files);
  expect(order).toEqual(["StepLR", "SGD", "train"]);
});

test("files in a circle, files that are not there and names of the entry's own lose no component", () => {
  const files = {
    "src/index.ts": 'export { a } from "./a.ts";\nexport { gone } from "./gone.ts";\nexport const own = 1;\n',
    "src/a.ts": 'import "./b.ts"; export { b } from "./b.ts";\n',
    "src/b.ts": 'export { a } from "./a.ts";\n',
  };
  const order = buildOrder({ ...manifest, exports: ["own", "gone", "a"] }, files);
  expect([...order].sort()).toEqual(["a", "gone", "own"]);
});

test("in every module of the course the order has each component once; tensors come after what their files import", async () => {
  for (const id of await moduleIds(repository)) {
    const module = await openModule(repository, id);
    const order = buildOrder(module.manifest, await module.starterFiles());
    expect([...order].sort(), id).toEqual([...module.manifest.exports].sort());
  }
  const tensor = await openModule(repository, "01-tensor");
  const order = buildOrder(tensor.manifest, await tensor.solutionFiles());
  expect(order.slice(0, 4)).toEqual(["stridesOf", "broadcastShapes", "Tensor", "tensor"]);
});
