/**
 * What a function is called that begins at a place of a source, read from the text itself: what the running code says
 * of its own names is not to be believed. Lines count from 1, columns from 0. Null when it has no name there.
 */
export function functionName(
  source: string,
  { line, column }: { readonly line: number; readonly column: number },
): string | null {
  const before = (source.split("\n")[line - 1] ?? "").slice(0, column);
  // V8 says that a function begins at its parameters: `name(`, `function name(`, `name = (`, `name: async (`.
  const [, name] =
    /(#?[A-Za-z_$][\w$]*)\s*(?:<[^<>()]*>)?\s*(?:[=:]\s*)?(?:async\s*)?(?:function\s*)?\*?\s*$/.exec(before) ?? [];
  return name === undefined || notNames.has(name) ? null : name;
}

const notNames = new Set(["async", "function", "return", "default", "static", "await", "yield", "void", "new"]);
