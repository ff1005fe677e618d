import { readJson } from "./workspace.ts";

/** What a room may import of ours. */
export interface Permission {
  /** By name without `@tinytorch/`; with a subpath, that face alone. */
  readonly any: readonly string[];
  /** With `import type` alone, which leaves nothing behind when the code runs. */
  readonly types?: readonly string[];
}

interface Rules {
  readonly overrides: readonly {
    readonly includes: readonly string[];
    readonly linter?: {
      readonly rules: {
        readonly style?: {
          readonly noRestrictedImports?: {
            readonly options: { readonly patterns: readonly { readonly group: readonly string[] }[] };
          };
        };
      };
    };
  }[];
}

/** What a room may import for its types alone, which lint does not tell apart: a page for a browser takes no checker along. */
const forTypes: Readonly<Record<string, readonly string[]>> = { "apps/web": ["course"] };

/**
 * Who may import whom, as lint holds every file of packages and apps to it: read from there, so that it is written once. Here
 * manifests are held to it. A room that is not there may import nothing, and a test says so.
 */
export const roomTable: Readonly<Record<string, Permission>> = Object.fromEntries(
  readJson<Rules>("biome.json").overrides.flatMap(({ includes, linter }) => {
    const patterns = linter?.rules.style?.noRestrictedImports?.options.patterns;
    if (patterns === undefined) return [];
    const any = patterns.flatMap(({ group }) =>
      group.flatMap((each) => /^!@tinytorch\/([\w/-]+)$/.exec(each)?.[1] ?? []),
    );
    return includes.map((pattern) => {
      const folder = pattern.replace("/**", "");
      const types = forTypes[folder] ?? [];
      return [folder, { any: any.filter((name) => !types.includes(name)), types }];
    });
  }),
);

/** What a module's tests may import besides what its manifest lists under `allowedImports`. */
export const moduleTests: Permission = { any: ["testkit"] };

/** What a module's lab may import besides: it draws what a student's code gives beside what the library gives. */
export const moduleLab: Permission = { any: ["lab", "tensor", "autograd", "nn", "optimizers", "data"] };

/**
 * What the hidden part of a module may import: the suites and the mistakes. Of what the module itself may import
 * they may name types, because a suite's functions run beside those packages, in the sandbox. `solution/` may import what the
 * module may.
 */
export const gradingPart: Permission = { any: ["testkit", "course", "sandbox/suite"] };

/**
 * What the manifest of a hidden part asks for besides: it is proven by these packages, on its module and on the library that
 * it is held to, none of which its files import. A proof is run again when one of them has changed.
 */
export const proofOf = (id: string, library: readonly string[]): readonly string[] => [
  ...["grader", "suite-proof"],
  `module-${id}`,
  ...library,
];

/** Rooms whose source must run in a bare V8 isolate: nothing of Node's, nothing from outside the workspace. */
export const bareRooms: readonly string[] = [
  "packages/options",
  "packages/tensor",
  "packages/autograd",
  "packages/nn",
  "packages/optimizers",
  "packages/data",
];
