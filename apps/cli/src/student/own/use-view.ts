import { listed } from "../../terminal/listed.ts";

/** A module of one's own that is in use, and the packages that it stands behind, or would with the modules that each lacks. */
export interface ModuleInUse {
  readonly module: string;
  readonly packages: readonly { readonly name: string; readonly lacks: readonly string[] }[];
}

const grading = "Grading always uses the library's packages.";

/** What is in use, a line for each module of one's own. */
export function viewUse(modules: readonly ModuleInUse[]): string {
  if (modules.length === 0) return `The library's packages are in use for every module. ${grading}`;
  const standing = modules.filter(({ packages }) => packages.some(({ lacks }) => lacks.length === 0));
  const them = standing.length === 1 ? "it" : "them";
  const lines = modules.map(({ module, packages }) => {
    const there = packages.filter(({ lacks }) => lacks.length === 0);
    if (there.length > 0) return `Your own ${module} is in use behind ${listed(there.map(({ name }) => name))}.`;
    const [first] = packages;
    return `Your own ${module} will be in use behind ${first?.name} once ${listed(first?.lacks ?? [])} is (\`tito use mine\`).`;
  });
  const home = standing.length === 0 ? [] : [`Later modules' tests run on ${them} at home.`];
  return [...lines, [...home, grading].join(" ")].join("\n");
}
