/** `src/01-tensor/shape.ts`, a place in modules that are joined, as its author knows it, wherever it stands in a text: `modules/01-tensor/src/shape.ts`. */
export function ofModule(text: string): string {
  return text.replace(/\bsrc\/(\d\d-[a-z0-9-]+)\//g, "modules/$1/src/");
}
