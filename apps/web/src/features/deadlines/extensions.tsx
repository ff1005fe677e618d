import { useQuery } from "@tanstack/react-query";
import type { ExceptionRecord } from "@tinytorch/api";
import { useState } from "react";
import { Problem } from "../../components/problem.tsx";
import { exceptionsQuery } from "../../queries/class.ts";
import { service } from "../../session/session.ts";
import { useMay } from "../../session/use-may.ts";
import { BecauseForm } from "./because-form.tsx";
import styles from "./deadlines.module.css";
import { sayWall } from "./rule-texts.ts";

interface ExtensionsProps {
  readonly titleOf: (module: string) => string;
}

/** Who has more time or attempts than everybody, to be taken back. */
export function Extensions({ titleOf }: ExtensionsProps) {
  const exceptions = useQuery(exceptionsQuery);
  const found = exceptions.data?.exceptions.filter(({ kind }) => kind === "extension") ?? [];
  return (
    <section aria-labelledby="extensions">
      <h2 id="extensions">More time for single students</h2>
      {exceptions.isError && <Problem error={exceptions.error} retry={exceptions.refetch} />}
      {exceptions.isSuccess && found.length === 0 && <p>Nobody has more time or attempts than the others.</p>}
      <ul className={styles.list}>
        {found.map((extension) => (
          <Extension key={extension.id} extension={extension} title={titleOf(extension.module)} />
        ))}
      </ul>
    </section>
  );
}

interface ExtensionProps {
  readonly extension: ExceptionRecord;
  readonly title: string;
}

function Extension({ extension, title }: ExtensionProps) {
  const [asks, setAsks] = useState(false);
  const mayTakeBack = useMay("exception.grant");
  const { id, student, because, by } = extension;
  return (
    <li>
      <div className="row">
        <span>
          <strong>
            <bdi>{student.name}</bdi>
          </strong>
          , {title}: {sayMore(extension)}. <span className="quiet">{`${because} (${by})`}</span>
        </span>
        {mayTakeBack && (
          <button type="button" aria-expanded={asks} onClick={() => setAsks(!asks)}>
            Take back<span className="hidden-visually"> what {student.name} has more</span>
          </button>
        )}
      </div>
      {asks && (
        <BecauseForm
          label={`Take back what ${student.name} has more`}
          deed="Take it back"
          onSend={(reason) => service().withdrawException(id, { because: reason })}
          onLeave={() => setAsks(false)}
        />
      )}
    </li>
  );
}

function sayMore({ due, closes, attempts, zone }: ExceptionRecord): string {
  const clock = zone === null ? "" : ` ${zone}`;
  return [
    ...(due === null ? [] : [`due ${sayWall(due)}${clock}`]),
    ...(closes === null ? [] : [`taken until ${sayWall(closes)}${clock}`]),
    ...(attempts === null ? [] : [attempts === 1 ? "1 attempt more" : `${attempts} attempts more`]),
  ].join(", ");
}
