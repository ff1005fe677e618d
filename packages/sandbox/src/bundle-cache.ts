import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { type Bundle, type BundleRequest, bundleSchema } from "./bundle-request.ts";
import { cacheFolder } from "./cache-folder.ts";

const storedSchema = z.strictObject({ sources: z.record(z.string(), z.string()), bundle: bundleSchema });

/**
 * Bundles on disk, one file for each that was asked for: used while every source that went into it is what it was, and
 * replaced when one is not. A file appears whole or not at all. The oldest go when there are too many.
 */
export class BundleCache {
  readonly #folder: string;
  readonly #mostFiles: number;

  /** @param mostFiles of the library and the sandbox there are a dozen. */
  constructor(folder: string, mostFiles = 256) {
    this.#folder = folder;
    this.#mostFiles = mostFiles;
  }

  /** What was stored for the request, or null when there is nothing that still holds. */
  read(request: BundleRequest): Bundle | null {
    const stored = parseOrNull(readOrNull(this.#file(request)));
    if (stored === null) return null;
    const { sources, bundle } = stored;
    const holds = Object.entries(sources).every(([path, sha256]) => {
      const source = readOrNull(path);
      return source !== null && hash(source) === sha256;
    });
    return holds ? bundle : null;
  }

  /** @param sources SHA-256 (hex) of each file that went into the bundle, by its path. */
  write(request: BundleRequest, sources: Readonly<Record<string, string>>, bundle: Bundle): void {
    const file = this.#file(request);
    mkdirSync(this.#folder, { recursive: true });
    const draft = mkdtempSync(join(this.#folder, "draft-"));
    writeFileSync(join(draft, basename(file)), JSON.stringify({ sources, bundle }));
    renameSync(join(draft, basename(file)), file);
    rmSync(draft, { recursive: true });
    this.#forgetOldest();
  }

  #file(request: BundleRequest): string {
    return join(this.#folder, `${hash(JSON.stringify([request, bundlerVersion()])).slice(0, 32)}.json`);
  }

  #forgetOldest(): void {
    const paths = readdirSync(this.#folder).map((name) => join(this.#folder, name));
    const written = paths.flatMap((path) => {
      const state = statSync(path, { throwIfNoEntry: false });
      return state === undefined ? [] : [{ path, at: state.mtimeMs }];
    });
    written.sort((a, b) => b.at - a.at);
    for (const { path } of written.slice(this.#mostFiles)) rmSync(path, { recursive: true, force: true });
  }
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** What decides how sources become a bundle: our own options, and the bundler's version, which package.json pins. */
function bundlerVersion(): string {
  version ??= hash(
    ["bundle-process.ts", "../package.json"]
      .map((name) => readFileSync(join(import.meta.dirname, name), "utf8"))
      .join(),
  );
  return version;
}

let version: string | null = null;

export const bundleCacheFolder = join(cacheFolder, "bundles");

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** A file that a power cut left half on the disk is as good as none. */
function parseOrNull(text: string | null): z.infer<typeof storedSchema> | null {
  try {
    return storedSchema.parse(JSON.parse(text ?? "null"));
  } catch {
    return null;
  }
}
