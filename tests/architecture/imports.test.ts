import { describe, expect, test } from "vitest";
import { bareRooms, gradingPart, moduleLab, moduleTests, type Permission, proofOf, roomTable } from "./table.ts";
import {
  type Import,
  importsIn,
  type Room,
  readJson,
  readText,
  readWorkspace,
  resolveRelative,
  sourceFiles,
} from "./workspace.ts";

const scope = "@tinytorch/";
const rooms = readWorkspace();

/** What a file may import, by the table. */
function permissionFor(room: Room, file: string): Permission {
  const [parent, id] = room.folder.split("/");
  const listed = roomTable[room.folder];
  if (listed !== undefined || (parent !== "modules" && parent !== "grading")) return listed ?? { any: [] };
  const allowed = allowedImports(id);
  if (parent === "grading") {
    return file.startsWith(`${room.folder}/solution/`) ? { any: allowed } : { ...gradingPart, types: allowed };
  }
  const isTest = file.startsWith(`${room.folder}/tests/`) || file === `${room.folder}/vitest.config.ts`;
  const isLab = file.startsWith(`${room.folder}/lab/`);
  return { any: [...allowed, ...(isTest ? moduleTests.any : []), ...(isLab ? moduleLab.any : [])] };
}

/** What students of a module may import, by its manifest. */
function allowedImports(id: string): string[] {
  const { allowedImports: names } = readJson<{ allowedImports: string[] }>(`modules/${id}/module.json`);
  return names.map((name) => name.slice(scope.length));
}

/** The library package that a module's hidden suite is held to. */
function libraryOf(id: string): string[] {
  const { library } = readJson<{ library?: string }>(`grading/${id}/suite.json`);
  return library === undefined ? [] : [library.slice(scope.length)];
}

/** What a manifest may ask for: all that one of the room's files may import. */
function permissionForManifest(room: Room): string[] {
  const [parent, id] = room.folder.split("/");
  const listed = roomTable[room.folder];
  if (listed !== undefined) return [...listed.any, ...(listed.types ?? [])];
  if (parent === "modules") return [...allowedImports(id), ...moduleTests.any, ...moduleLab.any];
  if (parent === "grading") return [...allowedImports(id), ...gradingPart.any, ...proofOf(id, libraryOf(id))];
  return [];
}

function isAllowed({ specifier, typeOnly }: Import, { any, types = [] }: Permission): boolean {
  const wanted = specifier.slice(scope.length);
  // A package's inside is named, or not allowed.
  const matches = (entry: string) =>
    wanted === entry || (wanted.startsWith(`${entry}/`) && !wanted.endsWith("/internal"));
  return any.some(matches) || (typeOnly && types.some(matches));
}

describe("who may import whom", () => {
  test("every package and app is in the table", () => {
    const unlisted = rooms.filter(({ folder }) => /^(packages|apps)\//.test(folder) && !(folder in roomTable));
    expect(unlisted.map(({ folder }) => folder)).toEqual([]);
  });

  // The files of packages and apps lint holds to the same table; what a module's may import is in its own manifest.
  test("no file imports a package that its room may not", () => {
    const wrong = rooms.flatMap((room) =>
      room.imports
        .filter(({ specifier }) => specifier.startsWith(scope) && !specifier.startsWith(`${room.name}/`))
        .filter((found) => !isAllowed(found, permissionFor(room, found.file)))
        .map(({ file, specifier, typeOnly }) => `${file} -> ${specifier}${typeOnly ? " (type)" : ""}`),
    );
    expect(wrong).toEqual([]);
  });

  test("a page for a browser may name a course's types, and may not load its checks", () => {
    const permission = roomTable["apps/web"] ?? { any: [] };
    const asked = (text: string) => importsIn("apps/web/src/a.ts", text).map((found) => isAllowed(found, permission));
    expect(asked('import type { Report } from "@tinytorch/course";')).toEqual([true]);
    expect(asked('import { reportSchema } from "@tinytorch/course";')).toEqual([false]);
    expect(asked('import { createClient } from "@tinytorch/api";')).toEqual([true]);
  });

  test("a module may import what its manifest allows, its hidden part the types of it, and its tests and lab their tools", () => {
    const [id, names] = [
      "08-optimizers",
      (specifier: string, typeOnly = false) => ({ file: "", specifier, typeOnly }),
    ] as const;
    const room = (folder: string) => rooms.find((each) => each.folder === folder) ?? failed(folder);
    const may = (folder: string, file: string, specifier: string, typeOnly = false) =>
      isAllowed(names(scope + specifier, typeOnly), permissionFor(room(folder), `${folder}/${file}`));
    const [student, hidden] = [`modules/${id}`, `grading/${id}`];
    expect([may(student, "src/sgd.ts", "autograd"), may(student, "src/sgd.ts", "optimizers")]).toEqual([true, false]);
    expect([may(student, "src/sgd.ts", "testkit"), may(student, "tests/sgd.test.ts", "testkit")]).toEqual([
      false,
      true,
    ]);
    expect([may(student, "tests/sgd.test.ts", "lab"), may(student, "lab/race.ts", "lab")]).toEqual([false, true]);
    expect(may(student, "src/sgd.ts", "grader", true)).toBe(false);
    const inside = ["src/sgd.ts", "tests/sgd.test.ts", "lab/race.ts"].map((file) =>
      may(student, file, "tensor/internal"),
    );
    expect([...inside, may(hidden, "solution/src/sgd.ts", "tensor/internal", true)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect([may(hidden, "sgd/suite.test.ts", "autograd"), may(hidden, "sgd/suite.test.ts", "autograd", true)]).toEqual([
      false,
      true,
    ]);
    expect([may(hidden, "solution/src/sgd.ts", "autograd"), may(hidden, "solution/src/sgd.ts", "testkit")]).toEqual([
      true,
      false,
    ]);
  });

  test("what a student's commands load asks for nothing that a student's installation has not", () => {
    const notTheirs = ["autograder", "grader", "sandbox", "suite-proof"].map((name) => scope + name);
    const own = sourceFiles("apps/cli/src").filter(
      (file) => !/^apps\/cli\/src\/(staff|operator|testing)\/|\.test\.ts$/.test(file),
    );
    const wrong = own.flatMap((file) =>
      importsIn(file, readText(file))
        .filter(({ typeOnly }) => !typeOnly)
        .filter(
          ({ specifier }) =>
            notTheirs.includes(packageOf(specifier)) ||
            /^apps\/cli\/src\/(staff|operator)\//.test(resolveRelative(file, specifier)),
        )
        .map(({ specifier }) => `${file} -> ${specifier}`),
    );
    // Loaded when they are asked for, and only then.
    expect(wrong).toEqual([
      "apps/cli/src/program.ts -> ./staff/commands.ts",
      "apps/cli/src/program.ts -> ./operator/commands.ts",
      "apps/cli/src/student/module-files/start.ts -> ../../operator/start.ts",
    ]);
    expect(readText("apps/cli/src/program.ts")).not.toMatch(/from "\.\/(staff|operator)\//);
  });

  test("no manifest asks for a package that its room may not import", () => {
    const wrong = rooms.flatMap((room) => {
      const allowed = permissionForManifest(room).map((entry) => entry.split("/")[0]);
      return [...room.dependencies, ...room.devDependencies]
        .filter((name) => name.startsWith(scope) && !allowed.includes(name.slice(scope.length)))
        .map((name) => `${room.folder} -> ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  test("what is imported of ours is in the manifest", () => {
    const wrong = rooms.flatMap((room) => {
      const declared = new Set([room.name, ...room.dependencies, ...room.devDependencies]);
      return room.imports
        .filter(({ specifier }) => specifier.startsWith(scope) && !declared.has(packageOf(specifier)))
        .map(({ file, specifier }) => `${file} -> ${specifier}`);
    });
    expect(wrong).toEqual([]);
  });

  test("relative imports stay inside their room, so nothing reaches into apps, grading or tests", () => {
    const wrong = rooms.flatMap((room) =>
      room.imports
        .filter(({ specifier }) => specifier.startsWith("."))
        .filter(({ file, specifier }) => !resolveRelative(file, specifier).startsWith(`${room.folder}/`))
        .map(({ file, specifier }) => `${file} -> ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  test("there are no cycles", () => {
    const targets = new Map(
      rooms.map((room) => [
        room.name,
        new Set([
          ...room.dependencies,
          ...room.devDependencies,
          ...room.imports.map(({ specifier }) => packageOf(specifier)),
        ]),
      ]),
    );
    expect(findCycle(targets)).toEqual([]);
  });
});

describe("what must run in a bare V8 isolate", () => {
  const sources = bareRooms
    .flatMap((folder) => sourceFiles(`${folder}/src`))
    .filter((file) => !file.endsWith(".test.ts"));

  test("the library imports nothing but itself", () => {
    const wrong = sources
      .flatMap((file) => importsIn(file, readText(file)))
      .filter(({ specifier }) => !specifier.startsWith(".") && !specifier.startsWith(scope));
    expect(wrong).toEqual([]);
  });

  test("the library uses no console, no process and no await, but to start threads, which need memory that isolates do not share", () => {
    const wrong = sources.filter((file) =>
      /\b(console|process|globalThis|require)\b[.(]|^await\b/m.test(readText(file)),
    );
    expect(wrong).toEqual(["packages/tensor/src/kernels/wasm/start-worker.ts"]);
  });
});

describe("what a browser's tab runs", () => {
  const faces = [
    "packages/sandbox/src/portable.ts",
    "packages/rehearsal/src/portable.ts",
    "packages/workbench/src/index.ts",
  ];
  const programs = ["runner", "parser", "frame"].map((name) => `packages/workbench/src/${name}/main.ts`);
  const entries: Readonly<Record<string, string>> = {
    "@tinytorch/sandbox/portable": "packages/sandbox/src/portable.ts",
    "@tinytorch/rehearsal/portable": "packages/rehearsal/src/portable.ts",
    "@tinytorch/course": "packages/course/src/index.ts",
  };

  test("imports nothing of Node's, by whatever way", () => {
    const found = new Set([...faces, ...programs]);
    const outside: string[] = [];
    for (const file of found) {
      // What is imported in it is a text that the parser is tried with.
      if (file.endsWith("/parser-sample.ts")) continue;
      for (const { specifier, typeOnly } of importsIn(file, readText(file))) {
        if (typeOnly) continue;
        const next = specifier.startsWith(".") ? resolveRelative(file, specifier) : entries[specifier];
        if (next !== undefined) found.add(next);
        else outside.push(specifier);
      }
    }
    expect([...new Set(outside)].sort()).toEqual(["acorn", "amaro", "temporal-polyfill", "zod"]);
    expect(found.size).toBeGreaterThan(40);
  });
});

describe("the reader of imports", () => {
  test("every form of import is found", () => {
    const text = [
      'import "a";',
      'import type { B } from "b";',
      'import {\n  one,\n  type Two,\n} from "c";',
      'export { d } from "d";',
      'export type { E } from "e";',
      'const f = await import("f");',
      'const text = "import";',
    ].join("\n");
    expect(importsIn("x.ts", text).map(({ specifier, typeOnly }) => [specifier, typeOnly])).toEqual([
      ["a", false],
      ["b", true],
      ["c", false],
      ["d", false],
      ["e", true],
      ["f", false],
    ]);
  });

  test("a cycle is found and named", () => {
    const graph = new Map([
      ["a", new Set(["b"])],
      ["b", new Set(["c", "d"])],
      ["c", new Set<string>()],
      ["d", new Set(["b"])],
    ]);
    expect(findCycle(graph)).toEqual(["b", "d", "b"]);
  });
});

function failed(folder: string): never {
  throw new Error(`internal: there must be a package in ${folder}`);
}

/** `@tinytorch/testkit/matchers` is a face of `@tinytorch/testkit`. */
function packageOf(specifier: string): string {
  return specifier.split("/").slice(0, 2).join("/");
}

/** The packages of one cycle, in order, or none. A package that names itself is not one. */
function findCycle(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const finished = new Set<string>();
  const visit = (node: string, path: readonly string[]): string[] => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (finished.has(node)) return [];
    for (const next of graph.get(node) ?? []) {
      const cycle = next === node ? [] : visit(next, [...path, node]);
      if (cycle.length > 0) return cycle;
    }
    finished.add(node);
    return [];
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
