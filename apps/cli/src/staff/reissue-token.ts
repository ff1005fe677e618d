import { Command } from "@commander-js/extra-typings";
import { openClient } from "../student/account/client.ts";
import { printExpiry } from "../student/account/expiry-view.ts";
import { namedPerson } from "../student/account/named-person.ts";
import { print, printJson } from "../terminal/terminal.ts";

export const reissueToken = new Command("reissue-token")
  .description("give an account a new token in place of those it had (instructors)")
  .argument("<name>", "by login, name, e-mail address or id")
  .option("--json", "print the account with its token as one JSON document")
  .addHelpText("after", "\nExample:\n  tito reissue-token student-a")
  .action(async (name, { json }) => {
    const client = await openClient();
    const { id, login, role } = await namedPerson(client, name);
    const issued = await client.createToken(id, { replace: true });
    if (json) return printJson({ id, name: login, role, ...issued });
    print(`${login} (${role}) signs in with \`tito login\` and this token, shown this once:`);
    print(issued.token);
    printExpiry(issued);
    print("The tokens and invitations the account had before are revoked, and its browsers signed out.");
  });
