import type { Role } from "@tinytorch/api";

/** Roles by their usual names, without case, spaces and punctuation. An import makes students and assistants; others teach. */
const names: Readonly<Record<string, "student" | "assistant" | "other">> = {
  ...{ student: "student", learner: "student", participant: "student", studentenrollment: "student" },
  ...{ assistant: "assistant", ta: "assistant", tas: "assistant", taenrollment: "assistant", grader: "assistant" },
  ...{ teachingassistant: "assistant", noneditingteacher: "assistant", tutor: "assistant", reader: "assistant" },
  ...{ teacher: "other", editingteacher: "other", teacherenrollment: "other", instructor: "other", professor: "other" },
  ...{ manager: "other", coursecreator: "other", designer: "other", designerenrollment: "other", admin: "other" },
  ...{ observer: "other", observerenrollment: "other", guest: "other", ci: "other", studentview: "other" },
};

/** Undefined for a name that is none of a role. */
export function roleNamed(text: string): Extract<Role, "student" | "assistant"> | "other" | undefined {
  const key = text.toLowerCase().replaceAll(/[^\p{L}]/gu, "");
  return Object.hasOwn(names, key) ? names[key] : undefined;
}
