import type { Client, ExceptionKind, ExceptionRecord } from "@tinytorch/api";
import { namedPerson, sayPerson } from "../../student/account/named-person.ts";
import { moduleId } from "../../student/course/module-id.ts";
import { CliError } from "../../terminal/cli-error.ts";

/** Whom and what a command names, as somebody types it. */
export interface Named {
  readonly student: string;
  readonly module: string;
  readonly kind: Extract<ExceptionKind, "extension" | "override" | "excuse">;
  /** The beginning of an id, where several hold. */
  readonly id?: string | undefined;
}

const words = { extension: "extension", override: "points given by hand", excuse: "excuse" } as const;

/** The one that holds. @throws CliError when none does, and when several do and the id tells none of them apart. */
export async function foundException(
  client: Client,
  { student, module: name, kind, id = "" }: Named,
): Promise<ExceptionRecord> {
  const person = await namedPerson(client, student);
  const module = await moduleId(client, name);
  const { exceptions } = await client.exceptions({ student: person.id, module });
  const holding = exceptions.filter((each) => each.kind === kind);
  const [first, ...others] = holding.filter((each) => each.id.startsWith(id.toLowerCase()));
  if (first === undefined) {
    const such = id === "" ? "" : ` whose id begins with ${JSON.stringify(id)}`;
    throw new CliError(
      2,
      `there must be an ${words[kind]} of ${sayPerson(person)} in ${module}${such}, got none`.replace(
        "an points",
        "points",
      ),
    );
  }
  if (others.length === 0) return first;
  const ids = holding.map((each) => each.id.slice(0, 8)).join(", ");
  throw new CliError(2, `several hold for ${sayPerson(person)} in ${module}: say which by --id, one of ${ids}`);
}
