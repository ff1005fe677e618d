/**
 * Names that the language has, by what they belong to (`Array`, `Array.prototype`; `globalThis` for the world's own), where
 * submissions are graded.
 */
export type LanguageNames = Readonly<Record<string, readonly string[]>>;

/** What the world of a submission is without, here as where it is graded: `removeGlobals` of the sandbox takes it away. */
const removed = ["WebAssembly", "SharedArrayBuffer", "Atomics"];

/**
 * Takes from the worker's world all that is not the language: the network, storage, messages, timers, other workers. What a newer
 * browser's language has more than the one that grades goes as well, for a submission that uses it would fail there.
 */
export function lockDown(language: LanguageNames): void {
  for (
    let each: object | null = globalThis;
    each !== null && each !== Object.prototype;
    each = Object.getPrototypeOf(each)
  ) {
    keepOnly(each, each === globalThis ? [...(language.globalThis ?? []), ...removed] : []);
  }
  for (const [path, names] of Object.entries(language)) {
    const holder = path === "globalThis" ? undefined : holderOf(path);
    if (holder !== undefined) keepOnly(holder, names);
  }
}

function keepOnly(holder: object, names: readonly string[]): void {
  const kept = new Set(names);
  for (const name of Object.getOwnPropertyNames(holder)) {
    if (kept.has(name)) continue;
    if (!Reflect.deleteProperty(holder, name) && holder === globalThis && Reflect.get(holder, name) !== undefined) {
      throw new Error(`internal: the worker's ${name} must go, and stays`);
    }
  }
}

function holderOf(path: string): object | undefined {
  let value: unknown = globalThis;
  for (const name of path.split(".")) value = isHolder(value) ? Reflect.get(value, name) : undefined;
  return isHolder(value) ? value : undefined;
}

function isHolder(value: unknown): value is object {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
