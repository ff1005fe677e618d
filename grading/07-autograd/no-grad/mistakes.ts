import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in noGrad, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "no-grad.not-restored",
    file: "src/no-grad.ts",
    find: "  try {\n    return fn();\n  } finally {\n    recording.isOn = before;\n  }",
    replace: "  const result = fn();\n  recording.isOn = before;\n  return result;",
    caughtBy: ["no-grad.restored"],
    diagnosis: "stays off when the function throws: nothing is recorded ever after",
  },
  {
    id: "no-grad.restores-on",
    file: "src/no-grad.ts",
    find: "recording.isOn = before;",
    replace: "recording.isOn = true;",
    caughtBy: ["no-grad.restored"],
    diagnosis: "switches recording on at the end, even inside another noGrad",
  },
  {
    id: "no-grad.does-nothing",
    file: "src/no-grad.ts",
    find: "recording.isOn = false;",
    replace: "recording.isOn = before;",
    caughtBy: ["no-grad.inside"],
    diagnosis: "does not switch recording off",
  },
  {
    id: "no-grad.toggles",
    file: "src/no-grad.ts",
    find: "recording.isOn = false;",
    replace: "recording.isOn = !before;",
    caughtBy: ["no-grad.restored"],
    diagnosis: "switches recording over instead of off: a noGrad inside a noGrad records",
  },
  {
    id: "no-grad.swallows",
    file: "src/no-grad.ts",
    find: "  } finally {",
    replace: "  } catch {\n    return undefined as Result;\n  } finally {",
    caughtBy: ["no-grad.restored"],
    diagnosis: "swallows what the function throws",
  },
  {
    id: "no-grad.no-result",
    file: "src/no-grad.ts",
    find: "return fn();",
    replace: "fn();\n    return undefined as Result;",
    caughtBy: ["no-grad.inside"],
    diagnosis: "does not give back what the function returns",
  },
  {
    id: "no-grad.apply-does-not-ask",
    file: "src/variable.ts",
    find: "if (!isGradEnabled() || !parents.some",
    replace: "if (!parents.some",
    caughtBy: ["no-grad.inside", "no-grad.restored"],
    diagnosis: "records inside noGrad: apply does not ask",
  },
  {
    id: "no-grad.nothing-is-null",
    file: "src/no-grad.ts",
    find: "return fn();",
    replace: "return fn() ?? (null as Result);",
    caughtBy: ["no-grad.inside"],
    diagnosis: "gives null where the function gives nothing",
  },
]);
