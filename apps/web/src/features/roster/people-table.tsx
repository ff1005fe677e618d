import { type CourseMember, roleSchema } from "@tinytorch/api";
import { useId, useState } from "react";
import { Field } from "../../components/field.tsx";
import { Scrolling } from "../../components/scrolling.tsx";
import { sectionsIn } from "../../components/sections-in.ts";
import { foundPeople, type PeopleChoice } from "./found-people.ts";
import styles from "./roster.module.css";

interface PeopleTableProps {
  readonly people: readonly CourseMember[];
  readonly onPerson: (person: CourseMember) => void;
}

/** The people of the course, searched and narrowed. */
export function PeopleTable({ people, onPerson }: PeopleTableProps) {
  const [choice, setChoice] = useState<PeopleChoice>({ search: "", role: "", section: "", dropped: false });
  const id = useId();
  const found = foundPeople(people, choice);
  return (
    <section aria-label="People" className={styles.people}>
      <div className={styles.choice}>
        <Field
          label="Search"
          type="search"
          value={choice.search}
          onChange={(search) => setChoice({ ...choice, search })}
        />
        <div>
          <label htmlFor={`${id}-role`}>Role</label>
          <select
            id={`${id}-role`}
            value={choice.role}
            onChange={({ target }) =>
              setChoice({ ...choice, role: target.value === "" ? "" : roleSchema.parse(target.value) })
            }
          >
            <option value="">every role</option>
            {roleSchema.options.map((role) => (
              <option key={role}>{role}</option>
            ))}
          </select>
        </div>
        <div>
          <label htmlFor={`${id}-section`}>Section</label>
          <select
            id={`${id}-section`}
            value={choice.section}
            onChange={({ target }) => setChoice({ ...choice, section: target.value })}
          >
            <option value="">every section</option>
            {sectionsIn(people).map((section) => (
              <option key={section}>{section}</option>
            ))}
          </select>
        </div>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={choice.dropped}
            onChange={({ target }) => setChoice({ ...choice, dropped: target.checked })}
          />
          Who was dropped
        </label>
      </div>
      <p role="status" className="quiet">
        {found.length === 1 ? "1 person" : `${found.length} people`}
        {found.length === 0 && ": nobody meets all that you chose"}
      </p>
      {found.length > 0 && (
        <Scrolling label="People of the course">
          <table>
            <thead>
              <tr>
                <th scope="col">Login</th>
                <th scope="col">Name</th>
                <th scope="col">E-mail</th>
                <th scope="col">Section</th>
                <th scope="col">Role</th>
                <th scope="col">
                  <span className="hidden-visually">What can be done</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {found.map((person) => (
                <tr key={person.id}>
                  <th scope="row">
                    <bdi>{person.login}</bdi>
                  </th>
                  <td>
                    <bdi>{person.name}</bdi>
                  </td>
                  <td>{person.email}</td>
                  <td>{person.section}</td>
                  <td>{person.role}</td>
                  <td>
                    <button type="button" onClick={() => onPerson(person)}>
                      Open<span className="hidden-visually"> {person.login}</span>
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
    </section>
  );
}
