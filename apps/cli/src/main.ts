#!/usr/bin/env node
import { enableCompileCache } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

// Stripping types and compiling take most of a command's time: kept from run to run, and so loaded after this line.
enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "tinytorch"));
const [{ runProgram }, { openProgram }, { quietPipes }] = await Promise.all([
  import("./run-program.ts"),
  import("./program.ts"),
  import("./terminal/quiet-pipes.ts"),
]);
quietPipes();
const args = process.argv.slice(2);
await runProgram(await openProgram(args), args);
