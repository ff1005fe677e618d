import { Command } from "@commander-js/extra-typings";
import { print } from "../terminal/terminal.ts";

export const logout = new Command("logout")
  .description("forget the stored token")
  .addHelpText("after", "\nExample:\n  tito logout")
  .action(async () => {
    const { forgetAccount } = await import("./account.ts");
    print((await forgetAccount()) ? "Signed out: the token is forgotten." : "Nobody was signed in.");
  });
