import { Command } from "@commander-js/extra-typings";
import { accountOfName } from "../student/account/account-of-name.ts";
import { openClient } from "../student/account/client.ts";
import { printExpiry } from "../student/account/expiry-view.ts";
import { print, printJson } from "../terminal/terminal.ts";

export const reissueToken = new Command("reissue-token")
  .description("give an account a new token in place of those it had (instructors)")
  .argument("<name>", "the account's name")
  .option("--json", "print the account with its token as one JSON document")
  .addHelpText("after", "\nExample:\n  tito reissue-token student-a")
  .action(async (name, { json }) => {
    const client = await openClient();
    const user = await accountOfName(client, name);
    const issued = await client.createToken(user.id, { replace: true });
    if (json) return printJson({ ...user, ...issued });
    print(`${user.name} (${user.role}) signs in with \`tito login\` and this token, shown this once:`);
    print(issued.token);
    printExpiry(issued);
    print("The tokens and invitations the account had before are revoked, and its browsers signed out.");
  });
