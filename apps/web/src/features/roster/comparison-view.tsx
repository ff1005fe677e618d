import type { RosterColumn, RosterComparison } from "@tinytorch/api";
import { type ReactNode, useId } from "react";
import { Scrolling } from "../../components/scrolling.tsx";
import styles from "./roster.module.css";

const columnNames: Readonly<Record<RosterColumn, string>> = {
  ...{ login: "login", name: "name", given: "given name", family: "family name", email: "e-mail" },
  ...{ sisId: "SIS id", lmsId: "LMS id", section: "section", role: "role", status: "status" },
};

/** What a roster file would change: what its columns were read as, who is new, changed and gone, and what is wrong. */
export function ComparisonView({ found }: { readonly found: RosterComparison }) {
  const { columns, wrong, skipped, gone, same } = found;
  const taken = columns.flatMap(({ header, as }) => (as === null ? [] : [`${header} as ${columnNames[as]}`]));
  const passed = columns.flatMap(({ header, as }) => (as === null ? [header] : []));
  return (
    <>
      <p>
        {found.new.length} new, {found.changed.length} changed, {gone.length} not in the file, {wrong.length} wrong,{" "}
        {same} as they are.
      </p>
      {taken.length > 0 && <p className="quiet">Columns were read as: {taken.join(", ")}.</p>}
      {passed.length > 0 && <p className="quiet">Passed over: {passed.join(", ")}.</p>}
      {wrong.length > 0 && (
        <Rows title="Wrong lines" heads={["Line", "What is wrong"]}>
          {wrong.map(({ line, message }) => (
            <tr key={`${line}${message}`} className={styles.wrong}>
              <th scope="row">{line}</th>
              <td>{message}</td>
            </tr>
          ))}
        </Rows>
      )}
      {found.new.length > 0 && (
        <Rows title="New" heads={["Line", "Login", "Name", "Role", "Section"]}>
          {found.new.map(({ line, login, name, role, section }) => (
            <tr key={line}>
              <td>{line}</td>
              <th scope="row">
                <bdi>{login}</bdi>
              </th>
              <td>
                <bdi>{name}</bdi>
              </td>
              <td>{role}</td>
              <td>{section}</td>
            </tr>
          ))}
        </Rows>
      )}
      {found.changed.length > 0 && (
        <Rows title="Changed" heads={["Line", "Login", "What changes"]}>
          {found.changed.map(({ line, id, login, changes }) => (
            <tr key={id}>
              <td>{line}</td>
              <th scope="row">
                <bdi>{login}</bdi>
              </th>
              <td>
                {changes.map(({ field, before, after }) => (
                  <div key={field}>
                    {field === "dropped" ? "dropped" : columnNames[field]}: <bdi>{before ?? "–"}</bdi> →{" "}
                    <bdi>{after ?? "–"}</bdi>
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </Rows>
      )}
      {gone.length > 0 && (
        <Rows title="Not in the file" heads={["Login", "Name", "Section"]}>
          {gone.map(({ id, login, name, section }) => (
            <tr key={id}>
              <th scope="row">
                <bdi>{login}</bdi>
              </th>
              <td>
                <bdi>{name}</bdi>
              </td>
              <td>{section}</td>
            </tr>
          ))}
        </Rows>
      )}
      {skipped.length > 0 && (
        <Rows title="Left alone" heads={["Line", "Why"]}>
          {skipped.map(({ line, message }) => (
            <tr key={line}>
              <th scope="row">{line}</th>
              <td>{message}</td>
            </tr>
          ))}
        </Rows>
      )}
    </>
  );
}

interface RowsProps {
  readonly title: string;
  readonly heads: readonly string[];
  readonly children: ReactNode;
}

function Rows({ title, heads, children }: RowsProps) {
  const id = useId();
  return (
    <>
      <h3 id={id}>{title}</h3>
      <Scrolling label={title} short>
        <table aria-labelledby={id}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </Scrolling>
    </>
  );
}
