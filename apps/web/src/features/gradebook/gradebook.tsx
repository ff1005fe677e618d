import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import { GradeDesk } from "../../components/decisions/grade-desk.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { Problem } from "../../components/problem.tsx";
import { sectionsIn } from "../../components/sections-in.ts";
import { Skeleton } from "../../components/skeleton.tsx";
import { exceptionsQuery, gradebookQuery, studentsQuery, ungradedQuery } from "../../queries/class.ts";
import { assignmentsQuery, modulesQuery } from "../../queries/course.ts";
import { useModuleTitles } from "../../queries/use-module-titles.ts";
import { rowsOf } from "./book.ts";
import { signs } from "./cell-view.tsx";
import { type Choice, chosenRows } from "./choice.ts";
import { ExportDialog } from "./export-dialog.tsx";
import { Filters } from "./filters.tsx";
import styles from "./gradebook.module.css";
import { Grid } from "./grid.tsx";

interface GradebookProps {
  readonly choice: Choice;
  /** With what is to be in the address; an empty text takes it away. */
  readonly onChange: (change: Choice) => void;
}

/** Everybody's grades, to look through and to decide about. */
export function Gradebook({ choice, onChange }: GradebookProps) {
  const { titleOf } = useModuleTitles();
  const [isExporting, setExporting] = useState(false);
  // What is typed stands there at once, whatever the table takes to follow.
  const [search, setSearch] = useSearchText(choice.search ?? "");
  const [book, students, exceptions, assignments, ungraded, modules] = useQueries({
    queries: [
      gradebookQuery(choice.people === "all" ? "all" : "active"),
      studentsQuery,
      exceptionsQuery,
      assignmentsQuery,
      ungradedQuery,
      modulesQuery,
    ],
  });
  const all = [book, students, exceptions, assignments, ungraded, modules];
  const failed = all.find(({ isError }) => isError);
  const rows = useMemo(() => {
    if (!book.data || !students.data || !exceptions.data || !assignments.data || !ungraded.data) return undefined;
    return rowsOf({
      book: book.data,
      students: students.data.people,
      exceptions: exceptions.data.exceptions,
      assignments: assignments.data.assignments,
      ungraded: ungraded.data,
      now: Date.now(),
    });
  }, [book.data, students.data, exceptions.data, assignments.data, ungraded.data]);
  const shown = useMemo(() => rows && chosenRows(rows, choice), [rows, choice]);

  if (failed !== undefined) {
    return <Problem error={failed.error} retry={() => Promise.all(all.map(({ refetch }) => refetch()))} />;
  }
  if (rows === undefined || shown === undefined || book.data === undefined || modules.data === undefined) {
    return <Skeleton of="the gradebook" lines={8} />;
  }
  const { sort = "name", order, student, module } = choice;
  // Who was dropped may be open without being in the table.
  const open = students.data?.people.find(({ id }) => id === student);
  return (
    <>
      <div className={styles.bar}>
        <Filters
          choice={{ ...choice, search }}
          sections={sectionsIn(rows)}
          onChange={(change) => {
            if (change.search !== undefined) setSearch(change.search);
            onChange(change);
          }}
        />
        <button type="button" onClick={() => setExporting(true)}>
          Export
        </button>
      </div>
      <p role="status" className="quiet">
        {shown.length === rows.length
          ? `${rows.length === 1 ? "1 student" : `${rows.length} students`}`
          : `${shown.length} of ${rows.length} students`}
      </p>
      {rows.length === 0 ? (
        <p className={styles.empty}>No students yet: they come by a roster, or one by one.</p>
      ) : shown.length === 0 ? (
        <p className={styles.empty}>
          Nobody is found.{" "}
          <button
            type="button"
            onClick={() => {
              onChange({ search: "", section: "", mark: "" });
              setSearch("");
            }}
          >
            Show everybody
          </button>
        </p>
      ) : (
        <Grid
          rows={shown}
          modules={book.data.modules.map((id) => ({ id, title: titleOf(id), maximum: book.data.maximums[id] }))}
          sort={sort}
          isDown={order === "down"}
          onSort={(column) =>
            onChange({
              sort: column === "name" ? "" : column,
              order: column === sort && order !== "down" ? "down" : "",
            })
          }
          onOpen={(row, cell) => onChange({ student: row.id, module: cell.module })}
        />
      )}
      <p className={styles.legend}>
        {signs.map(([mark, sign, words]) => (
          <span key={mark}>
            <strong>{sign}</strong> {words}
          </span>
        ))}
        <span>missing: past its due date and nothing was handed in; no zero</span>
      </p>
      {open !== undefined && module !== undefined && (
        <Dialog
          key={`${open.id} ${module}`}
          title={`${open.name ?? open.login}, ${titleOf(module)}`}
          onClose={() => onChange({ student: "", module: "" })}
        >
          <GradeDesk student={open.id} module={module} />
          <p>
            <Link to="/people/$id" params={{ id: open.id }}>
              Everything about {open.name ?? open.login}
            </Link>
          </p>
        </Dialog>
      )}
      {isExporting && (
        <ExportDialog
          modules={book.data.modules.map((id) => ({ id, title: titleOf(id) }))}
          onClose={() => setExporting(false)}
        />
      )}
    </>
  );
}

/** What is typed, and of the address what was not typed here: a link to the whole table, or the way back. */
function useSearchText(address: string): readonly [text: string, setText: (text: string) => void] {
  const [text, setText] = useState(address);
  /** What was typed and has not been in the address yet. */
  const awaited = useRef<readonly string[]>([]);
  useEffect(() => {
    const place = awaited.current.lastIndexOf(address);
    if (place === -1) setText(address);
    awaited.current = place === -1 ? [] : awaited.current.slice(place + 1);
  }, [address]);
  return [
    text,
    (next) => {
      awaited.current = [...awaited.current, next];
      setText(next);
    },
  ];
}
