import type { Runner } from "./lab-choice.ts";
import { isClassName, isOwn, type OwnRule, ownClass, ownClasses } from "./own-rules.ts";
import { isRule, ruleNames, rules } from "./rules.ts";

/** Stands for a class of the student's own invention, whose name is typed beside. */
const another = "own.?";
/** The name that is there before one is typed. */
const firstName = "MyOptimizer";

interface RuleChoiceProps {
  readonly rule: Runner["rule"];
  /** Told the rule and a rate to begin with. */
  readonly onChange: (rule: Runner["rule"], rate: number) => void;
}

/** Which optimizer runs: the library's, or the student's own. */
export function RuleChoice({ rule, onChange }: RuleChoiceProps) {
  const isAnother = isOwn(rule) && !Object.hasOwn(ownClasses, rule);
  const chooseOwn = (own: OwnRule) => onChange(own, ownClass(own).rate);
  return (
    <>
      <label>
        Optimizer
        <select
          value={isAnother ? another : rule}
          onChange={({ target: { value } }) => {
            if (isRule(value)) onChange(value, rules[value].rate);
            else if (value === another) chooseOwn(`own.${firstName}`);
            else if (isOwn(value)) chooseOwn(value);
          }}
        >
          <optgroup label="The library's">
            {ruleNames.map((name) => (
              <option key={name} value={name}>
                {rules[name].title}
              </option>
            ))}
          </optgroup>
          <optgroup label="Yours, from the workbench of module 08">
            {Object.entries(ownClasses).map(([name, { title }]) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
            <option value={another}>Another class of yours</option>
          </optgroup>
        </select>
      </label>
      {isAnother && <NameField name={ownClass(rule).className} onChange={(name) => chooseOwn(`own.${name}`)} />}
    </>
  );
}

interface NameFieldProps {
  readonly name: string;
  readonly onChange: (name: string) => void;
}

function NameField({ name, onChange }: NameFieldProps) {
  return (
    <label>
      Its name, as src/index.ts exports it
      <input
        type="text"
        spellCheck={false}
        autoComplete="off"
        defaultValue={name}
        key={name}
        onBlur={({ target }) => {
          const wanted = target.value.trim();
          if (isClassName(wanted) && wanted !== name) onChange(wanted);
          else target.value = name;
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
        }}
      />
    </label>
  );
}
