import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import styles from "./lab.module.css";
import { type LabChoice, mostRunners, mostSteps, type Runner } from "./lab-choice.ts";
import { isOwn, ownModule } from "./own-rules.ts";
import { RuleChoice } from "./rule-choice.tsx";
import { rules, type ScheduleName, schedules } from "./rules.ts";
import { type SurfaceName, surfaceNames, surfaces } from "./surfaces.ts";
import { Swatch } from "./swatch.tsx";

interface LabControlsProps {
  readonly choice: LabChoice;
  readonly onChange: (choice: LabChoice) => void;
}

/** The surface, the number of steps, and who goes down it. */
export function LabControls({ choice, onChange }: LabControlsProps) {
  const { surface, steps, runners } = choice;
  const form = useRef<HTMLFormElement>(null);
  // A button that is gone takes the focus with it: it goes to a runner, by its place.
  const next = useRef<number | null>(null);
  useEffect(() => {
    if (next.current === null) return;
    form.current?.querySelectorAll("fieldset")[next.current]?.querySelector("select")?.focus();
    next.current = null;
  }, [runners.length]);

  function remove(place: number) {
    next.current = Math.min(place, runners.length - 2);
    onChange({ ...choice, runners: runners.filter((_, index) => index !== place) });
  }
  function add() {
    next.current = runners.length;
    onChange({ ...choice, runners: [...runners, { rule: "adam", rate: rules.adam.rate, schedule: "constant" }] });
  }
  const replace = (place: number, change: Partial<Runner>) =>
    onChange({ ...choice, runners: runners.map((each, index) => (index === place ? { ...each, ...change } : each)) });
  return (
    <form
      ref={form}
      className={styles.controls}
      onSubmit={(event) => event.preventDefault()}
      aria-label="What is raced"
    >
      <Choice<SurfaceName>
        label="Surface"
        value={surface}
        options={surfaceNames.map((name) => [name, surfaces[name].title])}
        onChange={(name) => onChange({ ...choice, surface: name })}
      />
      <StepsField steps={steps} onChange={(wanted) => onChange({ ...choice, steps: wanted })} />
      {runners.map((runner, place) => (
        <fieldset key={place} className={styles.runner}>
          <legend>
            <Swatch of={place} />
            Runner {place + 1}
          </legend>
          <RuleChoice rule={runner.rule} onChange={(rule, rate) => replace(place, { rule, rate })} />
          <RateField rate={runner.rate} onChange={(rate) => replace(place, { rate })} />
          <Choice<ScheduleName>
            label="Schedule"
            value={runner.schedule}
            options={entriesOf(schedules)}
            onChange={(schedule) => replace(place, { schedule })}
          />
          {runners.length > 1 && (
            <button type="button" onClick={() => remove(place)}>
              Remove runner {place + 1}
            </button>
          )}
        </fieldset>
      ))}
      {runners.length < mostRunners && (
        <button type="button" onClick={add}>
          Add a runner
        </button>
      )}
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={choice.pytorch}
          onChange={({ target }) => onChange({ ...choice, pytorch: target.checked })}
        />
        PyTorch's recorded paths beside
      </label>
      {runners.some(({ rule }) => isOwn(rule)) && (
        <p className="quiet">
          Yours is what you have in{" "}
          <Link to="/modules/$id" params={{ id: ownModule }} hash="workbench">
            module 08's workbench
          </Link>{" "}
          in this browser, run as its tests are. Who opens your link sees it only if they have their own.
        </p>
      )}
    </form>
  );
}

interface StepsFieldProps {
  readonly steps: number;
  readonly onChange: (steps: number) => void;
}

/** Raced as it is typed; what is no number of steps, as between two numbers, may stand there until it is left. */
function StepsField({ steps, onChange }: StepsFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <label>
      Steps
      <input
        type="number"
        min={1}
        max={mostSteps}
        value={typed ?? String(steps)}
        onChange={({ target }) => {
          setTyped(target.value);
          const wanted = Math.round(target.valueAsNumber);
          if (wanted >= 1 && wanted <= mostSteps) onChange(wanted);
        }}
        onBlur={() => setTyped(null)}
      />
    </label>
  );
}

interface RateFieldProps {
  readonly rate: number;
  readonly onChange: (rate: number) => void;
}

function RateField({ rate, onChange }: RateFieldProps) {
  return (
    <label>
      Learning rate
      <input
        type="number"
        step="any"
        min={0}
        max={100}
        defaultValue={rate}
        key={rate}
        onBlur={({ target }) => {
          const wanted = target.valueAsNumber;
          if (wanted > 0 && wanted <= 100 && wanted !== rate) onChange(wanted);
          else target.value = String(rate);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
        }}
      />
    </label>
  );
}

interface ChoiceProps<Name extends string> {
  readonly label: string;
  readonly value: Name;
  readonly options: readonly (readonly [Name, string])[];
  readonly onChange: (name: Name) => void;
}

function Choice<Name extends string>({ label, value, options, onChange }: ChoiceProps<Name>) {
  return (
    <label>
      {label}
      <select
        value={value}
        onChange={({ target }) => {
          const chosen = options.find(([name]) => name === target.value);
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {options.map(([name, title]) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

function entriesOf<Name extends string>(
  named: Readonly<Record<Name, { readonly title: string }>>,
): (readonly [Name, string])[] {
  const names = Object.keys(named).filter((name): name is Name => name in named);
  return names.map((name) => [name, named[name].title]);
}
