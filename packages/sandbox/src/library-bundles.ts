import { bundle } from "./bundle.ts";
import type { Bundle } from "./bundle-request.ts";

/**
 * The library packages as the sandbox serves them: one JavaScript module each, by module id, made once however many
 * modules of the course may import it.
 */
export class LibraryBundles {
  readonly #bundles = new Map<string, Bundle>();
  readonly #entryOf: (name: string) => string;

  /** @param entryOf tells the file that a package begins with: `libraryEntry` of course-files. */
  constructor(entryOf: (name: string) => string) {
    this.#entryOf = entryOf;
  }

  /** The named packages (`@tinytorch/tensor`), and those that they import in turn. */
  async modules(names: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const modules: Record<string, string> = {};
    let wanted = new Set(names);
    while (wanted.size > 0) {
      await this.#make([...wanted].filter((name) => !this.#bundles.has(name)));
      const imported = new Set<string>();
      for (const name of wanted) {
        const { code = "", imports = [] } = this.#bundles.get(name) ?? {};
        modules[moduleId(name)] = code;
        for (const each of imports) imported.add(each);
      }
      wanted = new Set([...imported].filter((name) => !Object.hasOwn(modules, moduleId(name))));
    }
    return modules;
  }

  /** The names that a package exports. */
  async exportsOf(name: string): Promise<readonly string[]> {
    await this.#make([name].filter((each) => !this.#bundles.has(each)));
    return this.#bundles.get(name)?.exports ?? [];
  }

  async #make(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    const made = await bundle(names.map((name) => ({ entry: this.#entryOf(name), format: "esm" })));
    for (const [index, each] of made.entries()) this.#bundles.set(names[index] ?? "", each);
  }
}

function moduleId(name: string): string {
  return `${name}/src/index.ts`;
}
