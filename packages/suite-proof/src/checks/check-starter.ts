import { compareStarter } from "@tinytorch/course-files";
import type { ModuleCheck } from "./module-check.ts";

export const starterCheck: ModuleCheck = {
  name: "starter",
  rule: "src/ is the solution with its regions taken out, and holds no solution text",
  async problems({ root, id }) {
    const { different, missing, surplus, leaked } = await compareStarter(root, id);
    return [
      ...different.map((path) => `src/${path} differs from what the solution makes: tito starter ${id} writes it anew`),
      ...missing.map((path) => `src/${path} is missing: tito starter ${id} writes it`),
      ...surplus.map((path) => `src/${path} is not in the solution: delete it, or add it to the solution`),
      ...leaked.map(({ path, line, text }) => `src/${path}:${line} is solution text: ${text}`),
    ];
  },
};
