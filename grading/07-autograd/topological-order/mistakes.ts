import { defineMistakes } from "@tinytorch/course";

/** Mistakes that students really make in topologicalOrder, each as one small change to the solution. */
export const mistakes = defineMistakes([
  {
    id: "topological-order.depth-first",
    file: "src/topological-order.ts",
    find: "    if (parent === undefined) {\n      // All it was computed from is finished: so is it.\n      finished.push(here.variable);\n      path.pop();\n    } else if (parent.requiresGrad && !seen.has(parent)) {\n      seen.add(parent);\n      path.push({ variable: parent, looked: 0 });\n    }\n  }\n  return finished.reverse();",
    replace:
      "    if (parent === undefined) path.pop();\n    else if (parent.requiresGrad && !seen.has(parent)) {\n      seen.add(parent);\n      finished.push(parent);\n      path.push({ variable: parent, looked: 0 });\n    }\n  }\n  return [root, ...finished];",
    caughtBy: ["topological-order.order", "backward.diamond"],
    diagnosis:
      "lists variables in the order in which it first meets them: where a long and a short arm meet, too early",
  },
  {
    id: "topological-order.breadth-first",
    file: "src/topological-order.ts",
    find: "  for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {\n    const parent = here.variable.step?.parents[here.looked];\n    here.looked += 1;\n    if (parent === undefined) {\n      // All it was computed from is finished: so is it.\n      finished.push(here.variable);\n      path.pop();\n    } else if (parent.requiresGrad && !seen.has(parent)) {\n      seen.add(parent);\n      path.push({ variable: parent, looked: 0 });\n    }\n  }\n  return finished.reverse();",
    replace:
      "  for (let at = 0; at < path.length; at += 1) {\n    finished.push(path[at].variable);\n    for (const parent of path[at].variable.step?.parents ?? []) {\n      if (!parent.requiresGrad || seen.has(parent)) continue;\n      seen.add(parent);\n      path.push({ variable: parent, looked: 0 });\n    }\n  }\n  return finished;",
    caughtBy: ["topological-order.order", "backward.diamond"],
    diagnosis:
      "goes level by level from the root: a variable near by one arm and far by another comes too early",
  },
  {
    id: "topological-order.parents-first",
    file: "src/topological-order.ts",
    find: "return finished.reverse();",
    replace: "return finished;",
    caughtBy: ["topological-order.order"],
    diagnosis: "lists variables after those they were made from instead of before",
  },
  {
    id: "topological-order.twice",
    file: "src/topological-order.ts",
    find: "parent.requiresGrad && !seen.has(parent)",
    replace: "parent.requiresGrad && (!seen.has(parent) || parent.step === null)",
    caughtBy: ["topological-order.order"],
    diagnosis: "lists a leaf once for each of its uses",
  },
  {
    id: "topological-order.constants-visited",
    file: "src/topological-order.ts",
    find: "parent.requiresGrad && !seen.has(parent)",
    replace: "!seen.has(parent)",
    caughtBy: ["topological-order.constants"],
    diagnosis: "visits constants",
  },
  {
    id: "topological-order.skips-after-constant",
    file: "src/topological-order.ts",
    find: "    } else if (parent.requiresGrad && !seen.has(parent)) {",
    replace:
      "    } else if (!parent.requiresGrad) {\n      finished.push(here.variable);\n      path.pop();\n    } else if (!seen.has(parent)) {",
    caughtBy: ["topological-order.constants"],
    diagnosis: "passes over the parents that come after a constant",
  },
  {
    id: "topological-order.recursive",
    file: "src/topological-order.ts",
    find: "  for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {\n    const parent = here.variable.step?.parents[here.looked];\n    here.looked += 1;\n    if (parent === undefined) {\n      // All it was computed from is finished: so is it.\n      finished.push(here.variable);\n      path.pop();\n    } else if (parent.requiresGrad && !seen.has(parent)) {\n      seen.add(parent);\n      path.push({ variable: parent, looked: 0 });\n    }\n  }\n",
    replace:
      "  const visit = (variable: Traced): void => {\n    for (const parent of variable.step?.parents ?? []) {\n      if (!parent.requiresGrad || seen.has(parent)) continue;\n      seen.add(parent);\n      visit(parent);\n    }\n    finished.push(variable);\n  };\n  for (const { variable } of path) visit(variable);\n",
    caughtBy: ["topological-order.deep"],
    diagnosis: "calls itself for each parent, and runs out of stack in a graph of 20 000 steps",
  },
  {
    id: "topological-order.constant-root",
    file: "src/topological-order.ts",
    find: "return finished.reverse();",
    replace: "return finished.reverse().filter(({ requiresGrad }) => requiresGrad);",
    caughtBy: ["topological-order.constants"],
    diagnosis: "leaves out a root that is a constant",
  },
  {
    id: "topological-order.walks-behind",
    file: "src/topological-order.ts",
    find: "    } else if (parent.requiresGrad && !seen.has(parent)) {\n      seen.add(parent);\n      path.push({ variable: parent, looked: 0 });\n    }\n  }\n  return finished.reverse();",
    replace:
      "    } else if (!seen.has(parent)) {\n      seen.add(parent);\n      path.push({ variable: parent, looked: 0 });\n    }\n  }\n  return finished.reverse().filter((variable) => variable === root || variable.requiresGrad);",
    caughtBy: ["topological-order.constants"],
    diagnosis: "leaves out constants, but walks on behind them",
  },
  {
    id: "topological-order.constants-with-steps",
    file: "src/topological-order.ts",
    find: "parent.requiresGrad && !seen.has(parent)",
    replace: "(parent.requiresGrad || parent.step !== null) && !seen.has(parent)",
    caughtBy: ["topological-order.constants"],
    diagnosis: "visits constants that still know how they were made",
  },
  {
    id: "topological-order.recursive-second",
    file: "src/topological-order.ts",
    find: "  const path = [{ variable: root, looked: 0 }];\n  for (let here = path.at(-1); here !== undefined; here = path.at(-1)) {\n    const parent = here.variable.step?.parents[here.looked];\n    here.looked += 1;\n    if (parent === undefined) {\n      // All it was computed from is finished: so is it.\n      finished.push(here.variable);\n      path.pop();\n    } else if (parent.requiresGrad && !seen.has(parent)) {\n      seen.add(parent);\n      path.push({ variable: parent, looked: 0 });\n    }\n  }\n",
    replace:
      "  const visit = (start: Traced): void => {\n    const chain = [start];\n    for (let next = start.step?.parents[0]; next?.requiresGrad && !seen.has(next); next = next.step?.parents[0]) {\n      seen.add(next);\n      chain.push(next);\n    }\n    for (const one of chain.reverse()) {\n      for (const parent of one.step?.parents.slice(1) ?? []) {\n        if (!parent.requiresGrad || seen.has(parent)) continue;\n        seen.add(parent);\n        visit(parent);\n      }\n      finished.push(one);\n    }\n  };\n  visit(root);\n",
    caughtBy: ["topological-order.deep"],
    diagnosis:
      "calls itself for every parent but the first, and runs out of stack where the way goes by the second",
  },
]);
