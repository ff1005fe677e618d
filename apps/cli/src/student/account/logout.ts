import { Command } from "@commander-js/extra-typings";
import { print, printJson } from "../../terminal/terminal.ts";

export const logout = new Command("logout")
  .description("forget the stored token")
  .option("--json", "print whether somebody was signed in as one JSON document")
  .addHelpText("after", "\nExample:\n  tito logout")
  .action(async ({ json }) => {
    const { forgetAccount } = await import("./account.ts");
    const wasSignedIn = await forgetAccount();
    if (json) return printJson({ wasSignedIn });
    print(wasSignedIn ? "Signed out: the token is forgotten." : "Nobody was signed in.");
  });
