import type { SandboxSources } from "./messages.ts";
import type { Stripped } from "./strip-apart.ts";

/**
 * Files as JavaScript, kept by path while their text stays the same: of what is read again and again only what has changed is stripped.
 * A file that has a problem is read anew each time.
 */
export class StrippedBefore {
  readonly #known = new Map<string, { readonly text: string; readonly stripped: string }>();

  /** What `strip` would make of all of them; it is given those that are not known, and is not called where there are none. */
  async strip(files: SandboxSources, strip: (files: SandboxSources) => Promise<Stripped>): Promise<Stripped> {
    const unknown = Object.entries(files).filter(([path, text]) => this.#known.get(path)?.text !== text);
    const made = unknown.length === 0 ? { files: {}, problems: [] } : await strip(Object.fromEntries(unknown));
    for (const [path, text] of unknown) {
      const stripped = made.files[path];
      if (stripped === undefined) this.#known.delete(path);
      else this.#known.set(path, { text, stripped });
    }
    const there = Object.keys(files).flatMap((path) => {
      const stripped = this.#known.get(path)?.stripped;
      return stripped === undefined ? [] : [[path, stripped] as const];
    });
    return { files: Object.fromEntries(there), problems: made.problems };
  }
}
