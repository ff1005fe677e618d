import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { SimilaritySummary } from "@tinytorch/api";
import { Problem } from "../../components/problem.tsx";
import { Scrolling } from "../../components/scrolling.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { When } from "../../components/when.tsx";
import { reportQuery } from "./queries.ts";

interface ReportViewProps {
  readonly summary: SimilaritySummary;
}

/** What a comparison found. */
export function ReportView({ summary }: ReportViewProps) {
  const { module, startedAt, startedBy, submissions, which } = summary;
  return (
    <section aria-labelledby="found">
      <h2 id="found">
        What was found <When at={startedAt} />
      </h2>
      <p className="quiet">
        By {startedBy.name}: {submissions} submissions to {module},{" "}
        {which === "latest" ? "each student's latest" : "each student's that is the grade"}.
      </p>
      <Found summary={summary} />
    </section>
  );
}

function Found({ summary }: ReportViewProps) {
  switch (summary.state) {
    case "failed":
      return <Problem error={new Error(`It broke, so nothing was found: ${summary.problem}`)} />;
    case "cancelled":
      return <p>It was ended before it found anything.</p>;
    case "interrupted":
      return <p>The service ended meanwhile. Compare again.</p>;
    case "running":
      return null;
    case "done":
      return <Pairs id={summary.id} />;
  }
}

function Pairs({ id }: { readonly id: string }) {
  const report = useQuery(reportQuery(id));
  if (report.isError) return <Problem error={report.error} retry={report.refetch} />;
  if (report.data === undefined) return <Skeleton of="the pairs" lines={3} />;
  const { module, pairs, unlisted, threshold, commonPercent, unread } = report.data;
  return (
    <>
      {pairs.length === 0 ? (
        <p>No pair is at least {threshold} % alike.</p>
      ) : (
        <Scrolling label="Pairs">
          <table>
            <thead>
              <tr>
                <th scope="col">Alike</th>
                <th scope="col">Student</th>
                <th scope="col">Student</th>
                <th scope="col">Passages</th>
                <th scope="col">
                  <span className="hidden-visually">To look at it</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {pairs.map(({ number, left, right, similarity, regions }) => (
                <tr key={number}>
                  <td>{Math.floor(100 * similarity)} %</td>
                  <td>
                    <bdi>{left.student.name}</bdi>
                  </td>
                  <td>
                    <bdi>{right.student.name}</bdi>
                  </td>
                  <td>{regions}</td>
                  <td>
                    <Link to="/modules/$id/similarity" params={{ id: module }} search={{ report: id, pair: number }}>
                      Side by side<span className="hidden-visually"> pair {number}</span>
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
      {unlisted > 0 && (
        <p>
          {unlisted} more pairs are at least {threshold} % alike: compare from a higher percentage on.
        </p>
      )}
      <p className="quiet">
        Ignored: the starter, and what more than {commonPercent} % of the submissions (and more than five) have in
        common.
      </p>
      {unread.length > 0 && (
        <>
          <h3>Not compared as it should be</h3>
          <ul>
            {unread.map(({ submissionId, student, problem }) => (
              <li key={`${submissionId}${problem}`}>
                <bdi>{student.name}</bdi>: {problem}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
