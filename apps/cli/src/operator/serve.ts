import { serveCommand } from "./serve-command.ts";

export const serve = serveCommand("serve", "start the autograder", []).addHelpText(
  "after",
  "\nExample:\n  tito serve --host 127.0.0.1 --port 8080",
);
