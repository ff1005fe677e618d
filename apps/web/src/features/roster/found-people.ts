import { type CourseMember, type Role, sectionsOf } from "@tinytorch/api";
import { plain } from "../../components/plain.ts";

/** Whom a list is narrowed to; an empty text narrows nothing. */
export interface PeopleChoice {
  /** Parts of a name, login, e-mail address or id, in any order. */
  readonly search: string;
  readonly role: Role | "";
  readonly section: string;
  readonly dropped: boolean;
}

/** Those who meet all that was chosen. */
export function foundPeople(people: readonly CourseMember[], choice: PeopleChoice): readonly CourseMember[] {
  const words = plain(choice.search).split(/\s+/).filter(Boolean);
  return people.filter((person) => {
    const { name, login, email, sisId, lmsId, section, role, droppedAt } = person;
    const text = plain([name, login, email, sisId, lmsId].filter((each) => each !== null).join("\n"));
    return (
      words.every((word) => text.includes(word)) &&
      (choice.role === "" || role === choice.role) &&
      (choice.section === "" || sectionsOf(section).includes(choice.section)) &&
      (droppedAt !== null) === choice.dropped
    );
  });
}
