import { Argument, Command } from "@commander-js/extra-typings";

export const completion = new Command("completion")
  .description("print a script by which your shell completes commands, options and modules")
  .addArgument(new Argument("<shell>", "yours").choices(["bash", "zsh", "fish"] as const))
  .addHelpText(
    "after",
    "\nExample:\n  tito completion bash > ~/.tito-completion && echo 'source ~/.tito-completion' >> ~/.bashrc",
  )
  .action(async (shell, _, command) => {
    const program = command.parent;
    if (program === null) throw new Error("completion: it must be a program's command, got one alone");
    const { completedCommands } = await import("./words.ts");
    const commands = completedCommands(program);
    process.stdout.write((await scripts[shell]())(program.name(), commands));
  });

const scripts = {
  bash: async () => (await import("./bash.ts")).bashScript,
  zsh: async () => (await import("./zsh.ts")).zshScript,
  fish: async () => (await import("./fish.ts")).fishScript,
};
