import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError, type CourseMember, grants, personFieldNames, roleSchema, type User } from "@tinytorch/api";
import { type SubmitEvent, useId, useState } from "react";
import { Field } from "../../components/field.tsx";
import { Problem } from "../../components/problem.tsx";
import { Said } from "../../components/said.tsx";
import { service } from "../../session/session.ts";
import styles from "./roster.module.css";

const labels = {
  ...{ name: "Name", email: "E-mail", sisId: "SIS id", lmsId: "LMS id" },
  section: "Section, or several with ; between",
} as const;

interface PersonFactsProps {
  readonly person: CourseMember;
  readonly me: User;
}

/** What is known of a person and what they may do, to be changed. */
export function PersonFacts({ person, me }: PersonFactsProps) {
  // What somebody else changes meanwhile is not undone by fields that nobody touched here.
  const [before, setBefore] = useState(person);
  const [facts, setFacts] = useState(() => textsOf(before));
  const [role, setRole] = useState(before.role);
  const [isSure, setIsSure] = useState(false);
  const id = useId();
  const queries = useQueryClient();
  const changed = personFieldNames.filter((name) => facts[name].trim() !== (before[name] ?? ""));
  const losesOwn = before.id === me.id && role !== before.role;
  const saving = useMutation({
    mutationFn: () =>
      service().changePerson(before.id, {
        ...Object.fromEntries(changed.map((name) => [name, facts[name].trim() === "" ? null : facts[name]])),
        ...(role === before.role ? {} : { role }),
      }),
    onSuccess: (after) => {
      setBefore(after);
      setFacts(textsOf(after));
      setRole(after.role);
      return queries.invalidateQueries();
    },
  });
  const nothing = changed.length === 0 && role === before.role;

  function send(event: SubmitEvent) {
    event.preventDefault();
    saving.mutate();
  }

  return (
    <form onSubmit={send} aria-label="What is known">
      <div className={styles.fields}>
        {personFieldNames.map((name) => (
          <Field
            key={name}
            label={labels[name]}
            value={facts[name]}
            wrong={saving.error instanceof ApiError && saving.error.field === name}
            onChange={(text) => setFacts({ ...facts, [name]: text })}
          />
        ))}
        <div>
          <label htmlFor={`${id}-role`}>Role</label>
          <select id={`${id}-role`} value={role} onChange={({ target }) => setRole(roleSchema.parse(target.value))}>
            {roleSchema.options
              .filter((each) => each === before.role || grants[me.role].includes(each))
              .map((each) => (
                <option key={each}>{each}</option>
              ))}
          </select>
        </div>
      </div>
      {losesOwn && (
        <label className={styles.check}>
          <input type="checkbox" checked={isSure} onChange={({ target }) => setIsSure(target.checked)} />
          This is my own account: I end being {before.role} myself
        </label>
      )}
      {saving.isError && <Problem error={saving.error} />}
      <p className="row">
        <button type="submit" className="primary" disabled={nothing || (losesOwn && !isSure) || saving.isPending}>
          Save
        </button>
      </p>
      <Said>{saving.isSuccess && nothing && "Saved."}</Said>
    </form>
  );
}

function textsOf(person: CourseMember) {
  const { name, email, sisId, lmsId, section } = person;
  return { name: name ?? "", email: email ?? "", sisId: sisId ?? "", lmsId: lmsId ?? "", section: section ?? "" };
}
