import { useQuery } from "@tanstack/react-query";
import { exceptionsInQuery } from "../../queries/class.ts";
import { statisticsQuery } from "../../queries/statistics.ts";

/** Whom a change of a module concerns, and whose own dates and points stay. */
export function Touched({ module }: { readonly module: string }) {
  const statistics = useQuery(statisticsQuery(module));
  const exceptions = useQuery(exceptionsInQuery(module));
  const own = namesOf(exceptions.data?.exceptions.filter(({ kind }) => kind === "extension"));
  const byHand = namesOf(exceptions.data?.exceptions.filter(({ kind }) => kind === "override"));
  return (
    <div aria-live="polite">
      {statistics.data !== undefined && <p>{sayGrades(statistics.data.students)}</p>}
      {own.length > 0 && (
        <p>
          {sayNames(own)} {own.length === 1 ? "has" : "have"} more time or attempts of their own, which stay where they
          are more.
        </p>
      )}
      {byHand.length > 0 && (
        <p>
          {sayNames(byHand)} {byHand.length === 1 ? "has" : "have"} points given by hand, which stay.
        </p>
      )}
    </div>
  );
}

function sayGrades(students: number): string {
  if (students === 0) return "Nobody has a grade in it yet. It holds for everybody from now on.";
  const whose = students === 1 ? "1 student has a grade" : `${students} students have a grade`;
  return `${whose} in it, worked out anew at once; whoever's becomes another is told.`;
}

function namesOf(exceptions: readonly { readonly student: { readonly name: string } }[] = []): readonly string[] {
  return [...new Set(exceptions.map(({ student }) => student.name))];
}

/** As many as one reads. */
function sayNames(names: readonly string[]): string {
  const [shown, rest] = [names.slice(0, 5), names.length - 5];
  return new Intl.ListFormat("en").format(rest > 0 ? [...shown, `${rest} more`] : shown);
}
