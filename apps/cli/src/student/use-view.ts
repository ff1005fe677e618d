/** A module of one's own that is in use, and the packages that it stands behind, or would with the modules that each lacks. */
export interface ModuleInUse {
  readonly module: string;
  readonly packages: readonly { readonly name: string; readonly lacks: readonly string[] }[];
}

const grading = "Grading always uses the library's packages.";

/** What is in use, a line for each module of one's own. */
export function viewUse(modules: readonly ModuleInUse[]): string {
  if (modules.length === 0) return `The library's packages are in use for every module. ${grading}`;
  const lines = modules.map(({ module, packages }) => {
    const there = packages.filter(({ lacks }) => lacks.length === 0);
    if (there.length > 0) return `Your own ${module} is in use behind ${listed(there.map(({ name }) => name))}.`;
    const [first] = packages;
    return `Your own ${module} will be in use behind ${first?.name} once ${listed(first?.lacks ?? [])} is (\`tito use mine\`).`;
  });
  return [...lines, `Later modules' tests run on it at home. ${grading}`].join("\n");
}

function listed(names: readonly string[]): string {
  return names.join(" and ");
}
