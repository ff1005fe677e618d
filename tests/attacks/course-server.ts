import { readSettings, startService } from "@tinytorch/autograder";

/**
 * The real service on the course whose folder is given, as a program: set up by its environment like the real one, it tells
 * its address over Node's IPC channel and stops when told to.
 */
const [repositoryRoot = ""] = process.argv.slice(2);
const ignore = () => {};
const log: Parameters<typeof startService>[1] = {
  level: "silent",
  fatal: ignore,
  error: ignore,
  warn: ignore,
  info: ignore,
  debug: ignore,
  trace: ignore,
  silent: ignore,
  child: () => log,
};
const service = await startService({ ...readSettings(process.env), repositoryRoot }, log);
// The test that started it is gone.
process.on("disconnect", () => process.exit(1));
process.on("SIGTERM", async () => {
  await service.close();
  process.exit(0);
});
process.send?.(service.address);
