import { SettingsError } from "../../settings.ts";
import { openGradingKeys } from "./grading-keys.ts";

export interface GraderKeyTask {
  readonly dataFolder: string;
  readonly action: string;
  readonly name: string | undefined;
  readonly now: () => number;
}

/** What was done, for people and for programs. */
export interface GraderKeyAnswer {
  readonly sentence: string;
  readonly result: object;
}

const nameForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Makes, lists or takes back keys of graders on other machines, beside a running server. @throws SettingsError when that cannot be done. */
export function graderKeyTask({ dataFolder, action, name, now }: GraderKeyTask): GraderKeyAnswer {
  const keys = openGradingKeys(dataFolder);
  if (action === "list") {
    const graders = keys.list();
    const lines = graders.map((grader) => `${grader.name}  since ${grader.createdAt}`);
    return { sentence: lines.length === 0 ? "No grader has a key." : lines.join("\n"), result: { graders } };
  }
  if (name === undefined || !nameForm.test(name)) {
    throw new SettingsError([
      `grader-key ${action}: the name must be letters, digits, dots, dashes and underscores, got ${JSON.stringify(name) ?? "nothing"}`,
    ]);
  }
  if (action === "add") {
    const key = keys.add(name, now());
    if (key !== undefined) return { sentence: key, result: { name, key } };
    throw new SettingsError([`grader-key add: the name must be free, got ${name}, which has a key; remove it first`]);
  }
  if (keys.remove(name))
    return { sentence: `The key of ${name} is good for nothing any more.`, result: { name, removed: true } };
  throw new SettingsError([
    `grader-key remove: there must be a key of that name, got ${name}; tito grader-key list names all`,
  ]);
}
