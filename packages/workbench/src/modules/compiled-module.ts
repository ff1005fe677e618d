import { z } from "zod";

const text = z.string();

/**
 * A module of the language as a function body: what it imports is handed to it, what it exports it hands over. Lines are where they
 * were, and columns too but for those after an import's.
 */
export const compiledModuleSchema = z.strictObject({
  /** What runs, with declarations of imports and the words of exports blanked. */
  body: text,
  /** What it imports, in its order, each once. */
  specifiers: z.array(text),
  /** Names that it uses of others: `*` for all of them under one. */
  imports: z.array(z.strictObject({ specifier: text, name: text, local: text })),
  /** Names that it hands on: `*` for all of them under one. */
  reexports: z.array(z.strictObject({ specifier: text, name: text, exported: text })),
  /** What it hands on whole. */
  stars: z.array(text),
  /** Names of its own. `changes`: it may be given another value later. */
  exports: z.array(z.strictObject({ exported: text, local: text, changes: z.boolean() })),
  /** It waits outside of its functions. */
  waits: z.boolean(),
});

export type CompiledModule = z.infer<typeof compiledModuleSchema>;

/** What stands in a compiled body for what a function cannot say: of the very length of `import` and `import.meta`. */
export const inBody = { dynamicImport: "$imprt", meta: "$importMeta", ofDefault: "$default", tick: "$tick$" } as const;
