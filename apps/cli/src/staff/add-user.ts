import { Command, Option } from "@commander-js/extra-typings";
import { openClient } from "../student/account/client.ts";
import { printExpiry } from "../student/account/expiry-view.ts";
import { roles } from "../terminal/roles.ts";
import { print, printJson } from "../terminal/terminal.ts";

export const addUser = new Command("add-user")
  .description("create an account; its token is shown this once (instructors)")
  .argument("<name>", "a name no other account has")
  .addOption(new Option("--role <role>", "what it may do").choices(roles).default("student" as const))
  .option("--json", "print the account with its token as one JSON document")
  .addHelpText("after", "\nExample:\n  tito add-user student-a")
  .action(async (name, { role, json }) => {
    const client = await openClient();
    const user = await client.createUser({ name, role });
    if (json) return printJson(user);
    for (const warning of user.warnings) print(`Look twice: ${warning}`);
    print(`${user.name} (${user.role}) signs in with \`tito login\` and this token, shown this once:`);
    print(user.token);
    printExpiry(user);
  });
