import { useId } from "react";
import { type Choice, lookedFor } from "./choice.ts";
import styles from "./gradebook.module.css";

interface FiltersProps {
  readonly choice: Choice;
  readonly sections: readonly string[];
  readonly onChange: (change: Choice) => void;
}

/** Whose lines are shown. */
export function Filters({ choice, sections, onChange }: FiltersProps) {
  const id = useId();
  const { search = "", section, mark, people } = choice;
  return (
    <search className={styles.filters}>
      <div>
        <label htmlFor={`${id}-search`}>Search</label>
        <input
          id={`${id}-search`}
          type="search"
          placeholder="Name, login or id"
          value={search}
          onChange={(event) => onChange({ search: event.target.value })}
        />
      </div>
      <div>
        <label htmlFor={`${id}-section`}>Section</label>
        <select
          id={`${id}-section`}
          value={section ?? ""}
          onChange={(event) => onChange({ section: event.target.value })}
        >
          <option value="">all</option>
          {[...new Set([...sections, ...(section === undefined ? [] : [section])])].map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor={`${id}-mark`}>Students with</label>
        <select id={`${id}-mark`} value={mark ?? ""} onChange={(event) => onChange({ mark: event.target.value })}>
          <option value="">anything</option>
          {lookedFor.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </div>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={people === "all"}
          onChange={(event) => onChange({ people: event.target.checked ? "all" : "" })}
        />{" "}
        who were dropped too
      </label>
    </search>
  );
}
