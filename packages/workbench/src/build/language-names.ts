import { runInNewContext } from "node:vm";

/**
 * What the language has in this Node, by name: of the world, and of each of its functions and objects that has names of its own. It
 * is the Node that grades, so that a browser's tab can be held to it.
 */
export function languageNames(): Readonly<Record<string, readonly string[]>> {
  return JSON.parse(runInNewContext(collect));
}

const collect = `
const found = { globalThis: Object.getOwnPropertyNames(globalThis) };
for (const name of found.globalThis) {
  const value = globalThis[name];
  if ((typeof value !== "object" && typeof value !== "function") || value === null || value === globalThis) continue;
  found[name] = Object.getOwnPropertyNames(value);
  if (value.prototype) found[name + ".prototype"] = Object.getOwnPropertyNames(value.prototype);
  if (name === "Intl") {
    for (const inner of found[name]) {
      const constructor = value[inner];
      if (typeof constructor !== "function") continue;
      found["Intl." + inner] = Object.getOwnPropertyNames(constructor);
      if (constructor.prototype) found["Intl." + inner + ".prototype"] = Object.getOwnPropertyNames(constructor.prototype);
    }
  }
}
JSON.stringify(found);
`;
