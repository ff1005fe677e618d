import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { compressFiles } from "./compress-files.ts";
import { labPrograms } from "./lab-programs.ts";

/** `node build-program.ts FOLDER`: builds the pages into a folder. What goes wrong is on stderr, with a status of 1. */
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("build-program: a folder must be named, got none");

await build({
  configFile: false,
  root: join(import.meta.dirname, ".."),
  logLevel: "error",
  plugins: [labPrograms, react()],
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
compressFiles(folder, "assets/*.{js,css,svg}");
