#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

// Stripping types and compiling take most of a command's time: kept from run to run, and so loaded after this line.
enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "tinytorch"));
const [{ runProgram }, { openProgram }] = await Promise.all([import("./run-program.ts"), import("./program.ts")]);
// `tito grades | head` closes our stdout early: that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});
const args = process.argv.slice(2);
await runProgram(await openProgram(args), args);
