import type { Role } from "./role.ts";
import { shareSection } from "./sections.ts";

/**
 * Whose data an action may be done to: nobody's, so that the action is refused; one's own, or what is nobody's in particular; also
 * that of the students of one's sections; of everybody but those who teach, and one's own; of everybody, and of the whole course.
 */
export type Whose = "nobody" | "own" | "section" | "class" | "everybody";

type ByRole = Readonly<Record<Role, Whose>>;

const eachTheirOwn: ByRole = { student: "own", assistant: "own", instructor: "own", admin: "own", ci: "own" };
const oneByOne = {
  student: "own",
  assistant: "section",
  instructor: "everybody",
  admin: "everybody",
  ci: "own",
} as const;
const bySection = { ...oneByOne, student: "nobody", ci: "nobody" } as const;
const byTeachers = { ...bySection, assistant: "nobody" } as const;
const byRank = { ...byTeachers, instructor: "class" } as const;

const byStudents: ByRole = { student: "own", assistant: "nobody", instructor: "nobody", admin: "nobody", ci: "nobody" };

/** Who may do what to whose data. Every route names its action, and nothing else says what a role may do. */
export const permissions = {
  "account.read": eachTheirOwn,
  "account.list": byTeachers,
  "account.create": byRank,
  "credential.own": eachTheirOwn,
  "credential.end": { ...byRank, student: "own", assistant: "own", ci: "own" },
  "token.issue": byRank,
  "invitation.change": byRank,
  "course.read": eachTheirOwn,
  "solution.read": { ...oneByOne, assistant: "everybody" },
  "work.hand-in": eachTheirOwn,
  "work.read": oneByOne,
  "work.hand-in-for": bySection,
  "comment.write": bySection,
  "comment.release": byTeachers,
  "question.ask": byStudents,
  "question.read": { ...oneByOne, ci: "nobody" },
  "question.answer": bySection,
  "grade.read": eachTheirOwn,
  "gradebook.read": bySection,
  "statistics.read": byTeachers,
  "export.make": byTeachers,
  "run.read": bySection,
  "rerun.make": byTeachers,
  "regrade.make": byTeachers,
  "queue.mend": byTeachers,
  "similarity.read": byTeachers,
  "assignment.change": byTeachers,
  "exception.read": oneByOne,
  "exception.grant": byTeachers,
  "submission.choose": { ...oneByOne, assistant: "own" },
  "late-days.read": oneByOne,
  "late-days.grant": byTeachers,
  "late-days.spend": byStudents,
  "audit.read": byTeachers,
  "notification.choose": eachTheirOwn,
  "data.read-own": eachTheirOwn,
  "data.export": byTeachers,
  "webhook.change": byTeachers,
  "people.read": bySection,
  "people.change": byRank,
  "roster.import": { ...byRank, admin: "class" },
} as const satisfies Readonly<Record<string, ByRole>>;

export type Action = keyof typeof permissions;

/** Whom a role may make of somebody, and whose role it may change. */
export const grants: Readonly<Record<Role, readonly Role[]>> = {
  student: [],
  assistant: [],
  instructor: ["student", "assistant", "ci"],
  admin: ["student", "assistant", "instructor", "admin", "ci"],
  ci: [],
};

/** Whose something is, as far as that decides who may see it. */
export interface Owner {
  readonly id: string;
  readonly role: Role;
  readonly section: string | null;
}

export function whose(action: Action, role: Role): Whose {
  return permissions[action][role];
}

/** Whether an account may do the action to what is the owner's. */
export function reaches(action: Action, account: Owner, owner: Owner): boolean {
  const reach = whose(action, account.role);
  if (reach === "nobody") return false;
  if (reach === "everybody" || owner.id === account.id) return true;
  if (reach === "class") return grants.instructor.includes(owner.role);
  return reach === "section" && owner.role === "student" && shareSection(account.section, owner.section);
}

const widths: readonly Whose[] = ["nobody", "own", "section", "class", "everybody"];

/** Whether a role may do something to what is others' that the other role may not do, or to more of them. */
export function reachesFurther(role: Role, than: Role): boolean {
  const width = (whose: Whose) => Math.max(widths.indexOf(whose), widths.indexOf("own"));
  const actions: readonly ByRole[] = Object.values(permissions);
  return actions.some((byRole) => width(byRole[role]) > width(byRole[than]));
}
