import { visit } from "jsonc-parser";

/**
 * The path of the first key that an object of a JSON text has twice (`files.src/sgd.ts`), or undefined. `JSON.parse` would
 * keep the last and say nothing.
 * @throws RangeError when the text nests deeper than the stack.
 */
export function duplicateKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  let found: string | undefined;
  visit(json, {
    onObjectBegin: () => {
      open.push(new Set());
    },
    onObjectProperty: (key, _offset, _length, _line, _character, pathOfObject) => {
      const keys = open.at(-1);
      if (keys?.has(key)) found ??= [...pathOfObject(), key].join(".");
      keys?.add(key);
    },
    onObjectEnd: () => {
      open.pop();
    },
  });
  return found;
}
