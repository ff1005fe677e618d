/** Under it runs whatever is decided about a student's grade in a module. */
export function decisionKey({ student, module }: { readonly student: string; readonly module: string }) {
  return ["decide", student, module] as const;
}
