import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CourseMember } from "@tinytorch/api";
import { type SubmitEvent, useState } from "react";
import { Field } from "../../components/field.tsx";
import { Problem } from "../../components/problem.tsx";
import { service } from "../../session/session.ts";

/** Gives an account another login; work, grades and what signs it in stay. */
export function RenamePerson({ person }: { readonly person: CourseMember }) {
  const [login, setLogin] = useState(person.login);
  const queries = useQueryClient();
  const renaming = useMutation({
    mutationFn: () => service().renamePerson(person.id, { login }),
    onSuccess: async (after) => {
      setLogin(after.login);
      await queries.invalidateQueries();
    },
  });

  function send(event: SubmitEvent) {
    event.preventDefault();
    renaming.mutate();
  }

  return (
    <form onSubmit={send} aria-label="Rename">
      <Field label="Login" required value={login} onChange={setLogin} wrong={renaming.isError} />
      {renaming.isError && <Problem error={renaming.error} />}
      <p style={{ marginTop: "0.75rem" }}>
        <button type="submit" disabled={login.trim() === person.login || renaming.isPending}>
          Rename
        </button>
      </p>
    </form>
  );
}
