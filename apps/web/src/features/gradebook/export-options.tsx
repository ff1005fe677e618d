import { useId } from "react";
import type { ExportWishes, Format } from "./export-wishes.ts";
import styles from "./gradebook.module.css";

interface OptionsProps {
  readonly wishes: ExportWishes;
  readonly wish: (change: Partial<ExportWishes>) => void;
  readonly modules: readonly { readonly id: string; readonly title: string }[];
}

const withFirst: readonly Format[] = ["canvas", "moodle"];

/** What one may choose for the format. */
export function ExportOptions({ wishes, wish, modules }: OptionsProps) {
  const id = useId();
  const { format, chosen } = wishes;
  if (format === "table") return null;
  return (
    <>
      {format === "gradescope" ? (
        <p>
          <label htmlFor={`${id}-module`}>Module</label>
          <select id={`${id}-module`} value={wishes.module} onChange={(event) => wish({ module: event.target.value })}>
            {modules.map(({ id: module, title }) => (
              <option key={module} value={module}>
                {title}
              </option>
            ))}
          </select>
        </p>
      ) : (
        <fieldset className={styles.fields}>
          <legend>Modules; without any, all that somebody has a grade in</legend>
          <div className={styles.modules}>
            {modules.map(({ id: module, title }) => (
              <Check
                key={module}
                label={title}
                checked={chosen.includes(module)}
                onChange={(is) => wish({ chosen: is ? [...chosen, module] : chosen.filter((each) => each !== module) })}
              />
            ))}
          </div>
        </fieldset>
      )}
      {format === "csv" && (
        <Check
          label="with those who were dropped"
          checked={wishes.withDropped}
          onChange={(withDropped) => wish({ withDropped })}
        />
      )}
      {format === "canvas" && (
        <p>
          <label htmlFor={`${id}-template`}>The gradebook as Canvas exported it, whose ids and headers are kept</label>
          <input
            id={`${id}-template`}
            type="file"
            accept=".csv,text/csv"
            onChange={(event) => wish({ template: event.target.files?.[0] })}
          />
        </p>
      )}
      {format === "moodle" && (
        <>
          <p>
            <label htmlFor={`${id}-key`}>Moodle finds people by</label>
            <select
              id={`${id}-key`}
              value={wishes.key}
              onChange={({ target: { value } }) =>
                wish({ key: value === "email" || value === "username" ? value : "idnumber" })
              }
            >
              <option value="idnumber">ID number</option>
              <option value="email">e-mail address</option>
              <option value="username">username</option>
            </select>
          </p>
          <Check
            label="85,5 with a comma, where the site's language has it so"
            checked={wishes.comma}
            onChange={(comma) => wish({ comma })}
          />
        </>
      )}
      {withFirst.includes(format) && (
        <Check
          label="none of the columns is there yet, so that a blank clears nothing"
          checked={wishes.isFirst}
          onChange={(isFirst) => wish({ isFirst })}
        />
      )}
    </>
  );
}

interface CheckProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label className={styles.option}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} /> {label}
    </label>
  );
}
