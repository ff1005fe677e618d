/** What came of a part of the lab: its result, or in words why there is none. */
export type Attempt<Result> = { readonly result: Result } | { readonly reason: string };

/** Runs a part on code that may not be written yet, or be wrong. */
export function attempt<Result>(run: () => Result): Attempt<Result> {
  try {
    return { result: run() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const todo = /^TODO\([^)]*\): (.*)$/.exec(message)?.[1];
    return { reason: todo === undefined ? message : `not written yet: ${todo}` };
  }
}

/** The lines of a part, or a kind word in their place. */
export function drawn<Result>(
  title: string,
  one: Attempt<Result>,
  draw: (result: Result) => readonly string[],
): string[] {
  return "result" in one ? [title, ...draw(one.result)] : [title, `  not yet: ${one.reason}`];
}
