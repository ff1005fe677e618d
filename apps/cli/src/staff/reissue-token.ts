import { Command } from "@commander-js/extra-typings";
import { openClient } from "../student/client.ts";
import { CliError } from "../terminal/cli-error.ts";
import { print, printJson } from "../terminal/terminal.ts";

export const reissueToken = new Command("reissue-token")
  .description("give an account a new token in place of those it had (instructors)")
  .argument("<name>", "the account's name")
  .option("--json", "print the account with its token as one JSON document")
  .addHelpText("after", "\nExample:\n  tito reissue-token student-a")
  .action(async (name, { json }) => {
    const client = await openClient();
    const { users } = await client.users({ name });
    const [user] = users;
    if (user === undefined) throw new CliError(2, `the name must be an account's, got ${JSON.stringify(name)}`);
    const issued = await client.createToken(user.id, { replace: true });
    if (json) return printJson({ ...user, ...issued });
    print(`${user.name} (${user.role}) signs in with \`tito login\` and this token, shown this once:`);
    print(issued.token);
    print("The tokens the account had before are revoked.");
  });
