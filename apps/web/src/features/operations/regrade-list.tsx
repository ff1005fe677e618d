import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Problem } from "../../components/problem.tsx";
import { When } from "../../components/when.tsx";
import { regradesQuery } from "./queries.ts";
import { regradeStates } from "./regrade-states.ts";

/** Regrades, newest first, each to be opened. */
export function RegradeList() {
  const regrades = useQuery(regradesQuery);
  if (regrades.isError) return <Problem error={regrades.error} retry={regrades.refetch} />;
  if (regrades.data === undefined) return null;
  if (regrades.data.regrades.length === 0) return <p>Nothing was graded again yet.</p>;
  return (
    <ul aria-label="Regrades">
      {regrades.data.regrades.map(({ id, module, state, createdAt, total }) => (
        <li key={id}>
          <Link to="/operations" search={{ regrade: id }} resetScroll={false}>
            {module}, {total === 1 ? "1 submission" : `${total} submissions`}
          </Link>
          , <When at={createdAt} />: {regradeStates[state]}
        </li>
      ))}
    </ul>
  );
}
