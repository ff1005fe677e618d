import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ModuleSummary } from "@tinytorch/api";
import { lazy, Suspense, useState } from "react";
import type { ChosenFiles } from "../../components/chosen-files.ts";
import note from "../../components/note.module.css";
import { Problem } from "../../components/problem.tsx";
import { StandingNote } from "../../components/standing-note.tsx";
import { pastSubmissionsQuery, standingQuery } from "../../queries/course.ts";
import { service } from "../../session/session.ts";
import styles from "./hand-in.module.css";

const DropZone = lazy(() => import("../../components/drop-zone.tsx"));

interface HandInProps {
  readonly module: ModuleSummary;
  readonly modules: readonly ModuleSummary[];
}

/** What was chosen, under a key by which a second try hands in nothing twice. */
interface Choice extends ChosenFiles {
  readonly key: string;
}

/** Where one drops a module's files, sees what would be handed in and what it would mean, and hands it in. */
export function HandIn({ module, modules }: HandInProps) {
  const [choice, setChoice] = useState<Choice | null>(null);
  const standing = useQuery(standingQuery(module.id));
  const navigate = useNavigate();
  const queries = useQueryClient();
  const sending = useMutation({
    mutationFn: ({ files, key }: Choice) =>
      service().submit({ module: module.id, files: { ...files }, idempotencyKey: key }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: pastSubmissionsQuery(module.id).queryKey });
      return navigate({ to: "/submissions/$id", params: { id } });
    },
  });
  const choose = (chosen: ChosenFiles) => {
    sending.reset();
    setChoice({ ...chosen, key: crypto.randomUUID() });
  };
  const open = standing.data?.open ?? true;
  const ready = choice !== null && choice.problems.length === 0;
  return (
    <section aria-labelledby="hand-in" className={styles.handIn}>
      <h2 id="hand-in">Hand in</h2>
      {standing.data !== undefined && <StandingNote standing={standing.data} />}
      {open && (
        <>
          <Suspense fallback={<div className={styles.waiting} />}>
            <DropZone label="Files to hand in" module={module} modules={modules} onChoice={choose} />
          </Suspense>
          <div aria-live="polite">{choice !== null && <ChoiceView choice={choice} />}</div>
          {sending.isError && <Problem error={sending.error} retry={() => choice !== null && sending.mutate(choice)} />}
          <button
            type="button"
            className="primary"
            disabled={!ready || sending.isPending}
            onClick={() => ready && sending.mutate(choice)}
          >
            {sending.isPending ? "Handing in …" : "Hand in"}
          </button>
        </>
      )}
    </section>
  );
}

function ChoiceView({ choice: { files, problems, notes } }: { readonly choice: ChosenFiles }) {
  const paths = Object.keys(files).sort();
  return (
    <>
      {problems.map((problem) => (
        <Problem key={problem} error={new Error(problem)} />
      ))}
      {notes.map((sentence) => (
        <p key={sentence} className={note.note}>
          {sentence}
        </p>
      ))}
      {paths.length > 0 && (
        <details open={paths.length < 8}>
          <summary>{paths.length === 1 ? "1 file" : `${paths.length} files`}</summary>
          <ul className={styles.files}>
            {paths.map((path) => (
              <li key={path}>
                <code>{path}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
