import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in validateEnvironment, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "validate-environment.equal-refused",
    file: "src/validate-environment.ts",
    find: "!(system[part] >= least)",
    replace: "!(system[part] > least)",
    caughtBy: ["validate-environment.at-least"],
    diagnosis: "refuses exactly as many cores or GB as are asked for",
  },
  {
    id: "validate-environment.equal-node-refused",
    file: "src/validate-environment.ts",
    find: "compareVersions(system.node, required.node) < 0",
    replace: "compareVersions(system.node, required.node) <= 0",
    caughtBy: ["validate-environment.at-least"],
    diagnosis: "refuses the very version of Node that is asked for",
  },
  {
    id: "validate-environment.node-as-text",
    file: "src/validate-environment.ts",
    find: "compareVersions(system.node, required.node) < 0",
    replace: "system.node < required.node",
    caughtBy: ["validate-environment.at-least", "validate-environment.sentences"],
    diagnosis: "compares Node's versions as texts and not with compareVersions",
  },
  {
    id: "validate-environment.node-exactly",
    file: "src/validate-environment.ts",
    find: "compareVersions(system.node, required.node) < 0",
    replace: "compareVersions(system.node, required.node) !== 0",
    caughtBy: ["validate-environment.at-least"],
    diagnosis: "asks for exactly that version of Node, where a newer one is as good",
  },
  {
    id: "validate-environment.node-swapped",
    file: "src/validate-environment.ts",
    find: "compareVersions(system.node, required.node) < 0",
    replace: "compareVersions(required.node, system.node) < 0",
    caughtBy: ["validate-environment.sentences", "validate-environment.at-least"],
    diagnosis: "refuses a Node that is too new and takes one that is too old",
  },
  {
    id: "validate-environment.node-by-major",
    file: "src/validate-environment.ts",
    find: "compareVersions(system.node, required.node) < 0",
    replace: "Number.parseInt(system.node, 10) < Number.parseInt(required.node, 10)",
    caughtBy: ["validate-environment.sentences"],
    diagnosis: "looks only at the major of Node's version",
  },
  {
    id: "validate-environment.rounded",
    file: "src/validate-environment.ts",
    find: "!(system[part] >= least)",
    replace: "!(Math.ceil(system[part]) >= least)",
    caughtBy: ["validate-environment.sentences"],
    diagnosis: "rounds the memory up before it is compared",
  },
  {
    id: "validate-environment.got-and-least-swapped",
    file: "src/validate-environment.ts",
    find: `: must be >= \${least}, got \${system[part]}\``,
    replace: `: must be >= \${system[part]}, got \${least}\``,
    caughtBy: ["validate-environment.sentences"],
    diagnosis: "says what there is where it should say what is asked for",
  },
  {
    id: "validate-environment.first-problem-only",
    file: "src/validate-environment.ts",
    find: `      problems.push(\`\${part}: must be >= \${least}, got \${system[part]}\`);`,
    replace: `      problems.push(\`\${part}: must be >= \${least}, got \${system[part]}\`);\n      break;`,
    caughtBy: ["validate-environment.all-problems"],
    diagnosis: "stops at the first problem",
  },
  {
    id: "validate-environment.node-only",
    file: "src/validate-environment.ts",
    find: `    problems.push(\`node: must be >= \${required.node}, got \${system.node}\`);`,
    replace: `    return { ok: false, problems: [\`node: must be >= \${required.node}, got \${system.node}\`] };`,
    caughtBy: ["validate-environment.all-problems"],
    diagnosis: "looks at nothing else when Node is too old",
  },
  {
    id: "validate-environment.order-of-requirements",
    file: "src/validate-environment.ts",
    find: '["cores", "memoryGb"] as const',
    replace: 'Object.keys(required).filter((key) => key === "cores" || key === "memoryGb")',
    caughtBy: ["validate-environment.all-problems"],
    diagnosis: "tells problems in the order in which requirements were written",
  },
  {
    id: "validate-environment.list-kept",
    file: "src/validate-environment.ts",
    find: `export function validateEnvironment(system: SystemInfo, required: Requirements): Validation {
  // BEGIN SOLUTION
  // TODO: collect a sentence for each requirement that is not met, in that order
  const problems: string[] = [];`,
    replace: `const problems: string[] = [];
export function validateEnvironment(system: SystemInfo, required: Requirements): Validation {`,
    caughtBy: ["validate-environment.all-problems"],
    diagnosis: "keeps one list for all calls, which still has the problems of the last one",
  },
  {
    id: "validate-environment.ok-with-problems",
    file: "src/validate-environment.ts",
    find: "ok: problems.length === 0",
    replace: "ok: true",
    caughtBy: ["validate-environment.ok"],
    diagnosis: "says that all is well beside a list of problems",
  },
  {
    id: "validate-environment.ok-with-one",
    file: "src/validate-environment.ts",
    find: "ok: problems.length === 0",
    replace: "ok: problems.length <= 1",
    caughtBy: ["validate-environment.ok"],
    diagnosis: "lets one problem pass",
  },
  {
    id: "validate-environment.ok-as-list",
    file: "src/validate-environment.ts",
    find: "ok: problems.length === 0",
    replace: "ok: !problems",
    caughtBy: ["validate-environment.ok", "validate-environment.at-least"],
    diagnosis: "asks whether there is a list, and an empty list is one too",
  },
  {
    id: "validate-environment.ok-of-the-last",
    file: "src/validate-environment.ts",
    find: "ok: problems.length === 0",
    replace: 'ok: !problems.some((each) => each.startsWith("memoryGb"))',
    caughtBy: ["validate-environment.ok"],
    diagnosis: "says ok by what was checked last",
  },
  {
    id: "validate-environment.left-out-asked",
    file: "src/validate-environment.ts",
    find: "least !== undefined && !(system[part] >= least)",
    replace: "!(system[part] >= (least as number))",
    caughtBy: ["validate-environment.left-out"],
    diagnosis: "compares with requirements that are not there",
  },
  {
    id: "validate-environment.default-asked",
    file: "src/validate-environment.ts",
    find: "const least = required[part];",
    replace: "const least = required[part] ?? 1;",
    caughtBy: ["validate-environment.left-out"],
    diagnosis: "asks for at least 1 where nothing is asked for",
  },
  {
    id: "validate-environment.too-little",
    file: "src/validate-environment.ts",
    find: "!(system[part] >= least)",
    replace: "system[part] < least",
    caughtBy: ["validate-environment.unknown"],
    diagnosis: "lets NaN pass, for it is not smaller than anything",
  },
  {
    id: "validate-environment.zero-not-asked",
    file: "src/validate-environment.ts",
    find: "least !== undefined && !",
    replace: "least && !",
    caughtBy: ["validate-environment.unknown"],
    diagnosis: "takes a requirement of 0 for one that was left out",
  },
  {
    id: "validate-environment.undefined-asked",
    file: "src/validate-environment.ts",
    find: "if (least !== undefined && !(system[part] >= least)) {",
    replace: "if (part in required && !(system[part] >= (least as number))) {",
    caughtBy: ["validate-environment.left-out"],
    diagnosis: "behaves like a check that takes cores: undefined for a requirement that nobody meets",
  },
  {
    id: "validate-environment.grace",
    file: "src/validate-environment.ts",
    find: "!(system[part] >= least)",
    replace: '!(system[part] >= (part === "memoryGb" ? 0.95 : 1) * least)',
    caughtBy: ["validate-environment.sentences"],
    diagnosis: "lets 5 % less memory pass",
  },
  {
    id: "validate-environment.small-grace",
    file: "src/validate-environment.ts",
    find: "!(system[part] >= least)",
    replace: "!(system[part] >= least - 1e-6)",
    caughtBy: ["validate-environment.sentences"],
    diagnosis: "lets a millionth less pass",
  },
  {
    id: "validate-environment.numbers-as-texts",
    file: "src/validate-environment.ts",
    find: "!(system[part] >= least)",
    replace: "!(String(system[part]) >= String(least))",
    caughtBy: ["validate-environment.sentences", "validate-environment.at-least"],
    diagnosis: "compares numbers as texts",
  },
  {
    id: "validate-environment.both-rounded",
    file: "src/validate-environment.ts",
    find: "!(system[part] >= least)",
    replace: "!(Math.round(system[part]) >= Math.round(least))",
    caughtBy: ["validate-environment.sentences"],
    diagnosis: "rounds both numbers before it compares them",
  },
  {
    id: "validate-environment.one-decimal-told",
    file: "src/validate-environment.ts",
    find: `\${part}: must be >= \${least}, got \${system[part]}`,
    replace: `\${part}: must be >= \${least.toFixed(part === "cores" ? 0 : 1)}, got \${system[part]}`,
    caughtBy: ["validate-environment.sentences"],
    diagnosis: "shows one decimal of what is asked for, and 16 becomes 16.0",
  },
  {
    id: "validate-environment.digits-in-groups",
    file: "src/validate-environment.ts",
    find: `\${part}: must be >= \${least}, got \${system[part]}`,
    replace: `\${part}: must be >= \${least.toLocaleString("en")}, got \${system[part]}`,
    caughtBy: ["validate-environment.sentences"],
    diagnosis: "writes large numbers in groups",
  },
  {
    id: "validate-environment.ok-without-node",
    file: "src/validate-environment.ts",
    find: "ok: problems.length === 0",
    replace: 'ok: !problems.some((each) => !each.startsWith("node"))',
    caughtBy: ["validate-environment.ok"],
    diagnosis: "lets an old Node pass",
  },
  {
    id: "validate-environment.ok-of-last-number",
    file: "src/validate-environment.ts",
    find: `  for (const part of ["cores", "memoryGb"] as const) {
    const least = required[part];
    // Not \`system[part] < least\`: NaN is not smaller than anything.
    if (least !== undefined && !(system[part] >= least)) {
      problems.push(\`\${part}: must be >= \${least}, got \${system[part]}\`);
    }
  }
  return { ok: problems.length === 0, problems };
`,
    replace: `  let ok = problems.length === 0;
  for (const part of ["cores", "memoryGb"] as const) {
    const least = required[part];
    if (least === undefined) continue;
    ok = system[part] >= least;
    if (!ok) problems.push(\`\${part}: must be >= \${least}, got \${system[part]}\`);
  }
  return { ok, problems };
`,
    caughtBy: ["validate-environment.ok"],
    diagnosis: "has ok overwritten by the last number that is asked for",
  },
  {
    id: "validate-environment.node-always-read",
    file: "src/validate-environment.ts",
    find: "required.node !== undefined && compareVersions(system.node, required.node) < 0",
    replace: 'compareVersions(system.node, required.node ?? "0.0.0") < 0',
    caughtBy: ["validate-environment.left-out"],
    diagnosis: "reads the version of Node where none is asked for, and fails on a trial build",
  },
  {
    id: "validate-environment.blank-node-asked",
    file: "src/validate-environment.ts",
    find: "required.node !== undefined &&",
    replace: '"node" in required &&',
    caughtBy: ["validate-environment.left-out"],
    diagnosis: "compares with node: undefined",
  },
  {
    id: "validate-environment.unknown-always-told",
    file: "src/validate-environment.ts",
    find: "least !== undefined && !(system[part] >= least)",
    replace: "Number.isNaN(system[part]) || (least !== undefined && system[part] < least)",
    caughtBy: ["validate-environment.unknown", "validate-environment.left-out"],
    diagnosis: "tells of a number that is not known where nothing is asked for",
  },
  {
    id: "validate-environment.unknown-memory",
    file: "src/validate-environment.ts",
    find: "!(system[part] >= least)",
    replace: '(part === "memoryGb" ? system[part] < least : !(system[part] >= least))',
    caughtBy: ["validate-environment.unknown"],
    diagnosis: "lets a memory pass that is not known",
  },
  {
    id: "validate-environment.zero-memory-not-asked",
    file: "src/validate-environment.ts",
    find: "least !== undefined && !",
    replace: 'least !== undefined && (part === "cores" || least > 0) && !',
    caughtBy: ["validate-environment.unknown"],
    diagnosis: "takes a memory of 0 for one that was not asked for",
  },
  {
    id: "validate-environment.fallback-for-unknown",
    file: "src/validate-environment.ts",
    find: "!(system[part] >= least)",
    replace: "!((system[part] || 0) >= least)",
    caughtBy: ["validate-environment.unknown"],
    diagnosis: "takes what is not known for 0, and 0 is enough where 0 is asked for",
  },
  {
    id: "validate-environment.memory-before-cores",
    file: "src/validate-environment.ts",
    find: '["cores", "memoryGb"]',
    replace: '["memoryGb", "cores"]',
    caughtBy: ["validate-environment.all-problems"],
    diagnosis: "tells of the memory before the cores",
  },
  {
    id: "validate-environment.one-list",
    file: "src/validate-environment.ts",
    find: `  const problems: string[] = [];
`,
    replace: `  const problems: string[] = ((validateEnvironment as any).problems ??= []);
  problems.length = 0;
`,
    caughtBy: ["validate-environment.all-problems"],
    diagnosis: "empties one list and fills it again, which was the list of the answers before",
  },
  {
    id: "validate-environment.one-answer-for-fine",
    file: "src/validate-environment.ts",
    find: `  return { ok: problems.length === 0, problems };
`,
    replace: `  if (problems.length > 0) return { ok: false, problems };
  return ((validateEnvironment as any).fine ??= { ok: true, problems });
`,
    caughtBy: ["validate-environment.each-anew"],
    diagnosis: "has one answer for all that is well, and whoever writes into it spoils it for the others",
  },
  {
    id: "validate-environment.kept-by-system",
    file: "src/validate-environment.ts",
    find: `  const problems: string[] = [];
  if (required.node !== undefined && compareVersions(system.node, required.node) < 0) {
    problems.push(\`node: must be >= \${required.node}, got \${system.node}\`);
  }
  for (const part of ["cores", "memoryGb"] as const) {
    const least = required[part];
    // Not \`system[part] < least\`: NaN is not smaller than anything.
    if (least !== undefined && !(system[part] >= least)) {
      problems.push(\`\${part}: must be >= \${least}, got \${system[part]}\`);
    }
  }
  return { ok: problems.length === 0, problems };
`,
    replace: `  const known: WeakMap<SystemInfo, Validation> = ((validateEnvironment as any).known ??= new WeakMap());
  const before = known.get(system);
  if (before !== undefined) return before;
  const problems: string[] = [];
  if (required.node !== undefined && compareVersions(system.node, required.node) < 0) {
    problems.push(\`node: must be >= \${required.node}, got \${system.node}\`);
  }
  for (const part of ["cores", "memoryGb"] as const) {
    const least = required[part];
    // Not \`system[part] < least\`: NaN is not smaller than anything.
    if (least !== undefined && !(system[part] >= least)) {
      problems.push(\`\${part}: must be >= \${least}, got \${system[part]}\`);
    }
  }
  const answer = { ok: problems.length === 0, problems };
  known.set(system, answer);
  return answer;
`,
    caughtBy: [
      "validate-environment.each-anew",
      "validate-environment.at-least",
      "validate-environment.sentences",
    ],
    diagnosis: "keeps answers by the system",
  },
  {
    id: "validate-environment.kept-by-requirements",
    file: "src/validate-environment.ts",
    find: `  const problems: string[] = [];
  if (required.node !== undefined && compareVersions(system.node, required.node) < 0) {
    problems.push(\`node: must be >= \${required.node}, got \${system.node}\`);
  }
  for (const part of ["cores", "memoryGb"] as const) {
    const least = required[part];
    // Not \`system[part] < least\`: NaN is not smaller than anything.
    if (least !== undefined && !(system[part] >= least)) {
      problems.push(\`\${part}: must be >= \${least}, got \${system[part]}\`);
    }
  }
  return { ok: problems.length === 0, problems };
`,
    replace: `  const known: WeakMap<Requirements, Validation> = ((validateEnvironment as any).known ??= new WeakMap());
  const before = known.get(required);
  if (before !== undefined) return before;
  const problems: string[] = [];
  if (required.node !== undefined && compareVersions(system.node, required.node) < 0) {
    problems.push(\`node: must be >= \${required.node}, got \${system.node}\`);
  }
  for (const part of ["cores", "memoryGb"] as const) {
    const least = required[part];
    // Not \`system[part] < least\`: NaN is not smaller than anything.
    if (least !== undefined && !(system[part] >= least)) {
      problems.push(\`\${part}: must be >= \${least}, got \${system[part]}\`);
    }
  }
  const answer = { ok: problems.length === 0, problems };
  known.set(required, answer);
  return answer;
`,
    caughtBy: ["validate-environment.each-anew"],
    diagnosis: "keeps answers by the requirements, which may be held against another system",
  },
  {
    id: "validate-environment.kept-by-json",
    file: "src/validate-environment.ts",
    find: `  const problems: string[] = [];
  if (required.node !== undefined && compareVersions(system.node, required.node) < 0) {
    problems.push(\`node: must be >= \${required.node}, got \${system.node}\`);
  }
  for (const part of ["cores", "memoryGb"] as const) {
    const least = required[part];
    // Not \`system[part] < least\`: NaN is not smaller than anything.
    if (least !== undefined && !(system[part] >= least)) {
      problems.push(\`\${part}: must be >= \${least}, got \${system[part]}\`);
    }
  }
  return { ok: problems.length === 0, problems };
`,
    replace: `  const known: Map<unknown, Validation> = ((validateEnvironment as any).known ??= new Map());
  const before = known.get(JSON.stringify([system, required]));
  if (before !== undefined) return before;
  const problems: string[] = [];
  if (required.node !== undefined && compareVersions(system.node, required.node) < 0) {
    problems.push(\`node: must be >= \${required.node}, got \${system.node}\`);
  }
  for (const part of ["cores", "memoryGb"] as const) {
    const least = required[part];
    // Not \`system[part] < least\`: NaN is not smaller than anything.
    if (least !== undefined && !(system[part] >= least)) {
      problems.push(\`\${part}: must be >= \${least}, got \${system[part]}\`);
    }
  }
  const answer = { ok: problems.length === 0, problems };
  known.set(JSON.stringify([system, required]), answer);
  return answer;
`,
    caughtBy: ["validate-environment.each-anew"],
    diagnosis:
      "gives the same object to everybody who asks the same, so that one who writes into it changes the others",
  },
  {
    id: "validate-environment.kept-by-glued-text",
    file: "src/validate-environment.ts",
    find: `  const problems: string[] = [];
  if (required.node !== undefined && compareVersions(system.node, required.node) < 0) {
    problems.push(\`node: must be >= \${required.node}, got \${system.node}\`);
  }
  for (const part of ["cores", "memoryGb"] as const) {
    const least = required[part];
    // Not \`system[part] < least\`: NaN is not smaller than anything.
    if (least !== undefined && !(system[part] >= least)) {
      problems.push(\`\${part}: must be >= \${least}, got \${system[part]}\`);
    }
  }
  return { ok: problems.length === 0, problems };
`,
    replace: `  const known: Map<unknown, Validation> = ((validateEnvironment as any).known ??= new Map());
  const before = known.get([system.node, system.cores, system.memoryGb, required.node, required.cores, required.memoryGb].join(""));
  if (before !== undefined) return before;
  const problems: string[] = [];
  if (required.node !== undefined && compareVersions(system.node, required.node) < 0) {
    problems.push(\`node: must be >= \${required.node}, got \${system.node}\`);
  }
  for (const part of ["cores", "memoryGb"] as const) {
    const least = required[part];
    // Not \`system[part] < least\`: NaN is not smaller than anything.
    if (least !== undefined && !(system[part] >= least)) {
      problems.push(\`\${part}: must be >= \${least}, got \${system[part]}\`);
    }
  }
  const answer = { ok: problems.length === 0, problems };
  known.set([system.node, system.cores, system.memoryGb, required.node, required.cores, required.memoryGb].join(""), answer);
  return answer;
`,
    caughtBy: ["validate-environment.each-anew"],
    diagnosis: "keeps answers under all numbers written one after the other, which other questions share",
  },
  {
    id: "validate-environment.changes-requirements",
    file: "src/validate-environment.ts",
    find: `  for (const part of ["cores", "memoryGb"] as const) {
    const least = required[part];
    // Not \`system[part] < least\`: NaN is not smaller than anything.
    if (least !== undefined && !(system[part] >= least)) {
      problems.push(\`\${part}: must be >= \${least}, got \${system[part]}\`);
    }
  }
`,
    replace: `  Object.assign(required, { cores: required.cores ?? 0 });
  for (const part of ["cores", "memoryGb"] as const) {
    const least = required[part];
    // Not \`system[part] < least\`: NaN is not smaller than anything.
    if (least !== undefined && !(system[part] >= least)) {
      problems.push(\`\${part}: must be >= \${least}, got \${system[part]}\`);
    }
  }
`,
    caughtBy: ["validate-environment.all-problems"],
    diagnosis: "fills in what was left out, in the object that it was given",
  },
  {
    id: "validate-environment.one-decimal-of-what-there-is",
    file: "src/validate-environment.ts",
    find: `got \${system[part]}\`);`,
    replace: `got \${part === "memoryGb" ? system[part].toFixed(1) : system[part]}\`);`,
    caughtBy: ["validate-environment.sentences"],
    diagnosis: "shows one decimal of the memory that there is, and 8 becomes 8.0",
  },
]);
