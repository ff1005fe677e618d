import { serveCommand } from "./serve-command.ts";

export const start = serveCommand(
  "start",
  "start the autograder with a demo of four submissions, really graded on the first run",
  ["--demo"],
).addHelpText("after", "\nExample:\n  tito start --port 9000 --data /tmp/tinytorch");
