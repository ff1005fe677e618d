import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { build } from "vite";

/** `node build-program.ts FOLDER`: builds the pages into a folder. What goes wrong is on stderr, with a status of 1. */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("build-program: a folder must be named, got none");

await build({
  configFile: false,
  root: join(import.meta.dirname, ".."),
  logLevel: "error",
  plugins: [react()],
  build: {
    outDir: folder,
    emptyOutDir: false,
    // The policy of the pages allows no data: in scripts, styles and fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2023",
  },
});

// The server sends what a browser takes of these.
for (const path of globSync("assets/*.{js,css,svg}", { cwd: folder })) {
  const text = readFileSync(join(folder, path));
  writeFileSync(join(folder, `${path}.gz`), gzipSync(text, { level: 9 }));
  writeFileSync(join(folder, `${path}.br`), brotliCompressSync(text));
}
