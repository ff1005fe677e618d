import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useId, useState } from "react";
import { Problem } from "../../components/problem.tsx";
import { service } from "../../session/session.ts";
import { questionsQuery } from "./queries.ts";

interface AskFormProps {
  readonly module: string;
  readonly title: string;
}

/** Asks about a grade. What one wrote stays there until it has arrived. */
export function AskForm({ module, title }: AskFormProps) {
  const [text, setText] = useState("");
  const queries = useQueryClient();
  const id = useId();
  const asking = useMutation({
    mutationFn: () => service().ask({ module, text }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: questionsQuery.queryKey });
      setText("");
    },
  });

  function send(event: SubmitEvent) {
    event.preventDefault();
    asking.mutate();
  }

  return (
    <details>
      <summary>Ask about this grade</summary>
      <form onSubmit={send}>
        <p>
          <label htmlFor={id}>Your question about {title}</label>
          <textarea id={id} rows={4} required value={text} onChange={(event) => setText(event.target.value)} />
        </p>
        {asking.isError && <Problem error={asking.error} />}
        <button type="submit" disabled={text.trim() === "" || asking.isPending}>
          Send to the instructors
        </button>
      </form>
    </details>
  );
}
