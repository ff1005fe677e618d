import type { CommandUnknownOpts } from "@commander-js/extra-typings";

/** Fields of the service that a person types by another name; `sisId` and such are typed as they are called, by `--sis-id`. */
const names: Readonly<Record<string, string>> = {
  because: "reason",
  closes: "close",
  coolDownMinutes: "cool-down",
  expiresAt: "expires",
  isFirst: "first",
  late: "late-percent",
  "late.days": "late-days",
  "late.graceMinutes": "grace",
  "late.percentPerDay": "late-percent",
  maxPoints: "of",
  "received.at": "received",
  "received.because": "reason",
  users: "names",
  withDropped: "dropped",
};

/** What a command's options and arguments are called. */
export type Typed = Pick<CommandUnknownOpts, "options" | "registeredArguments">;

/**
 * What the service says of a field, said of what was typed: its sentences begin with the field's name, and a person knows the
 * option. What the command has no word for stays.
 */
export function saidAsTyped(message: string, field: string | undefined, command: Typed | undefined): string {
  if (field === undefined || command === undefined || !message.startsWith(`${field}:`)) return message;
  const name = names[field] ?? field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const option = command.options.find(({ long }) => long === `--${name}`)?.long;
  const argument = command.registeredArguments.find((each) => each.name() === name)?.name();
  return `${option ?? argument ?? field}${message.slice(field.length)}`;
}
