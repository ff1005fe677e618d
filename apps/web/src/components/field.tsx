import { type InputHTMLAttributes, useId } from "react";

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange" | "id"> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** The service refused what is in it. */
  readonly wrong?: boolean;
}

/** A field with its name above. */
export function Field({ label, onChange, wrong = false, type = "text", ...rest }: FieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        id={id}
        type={type}
        aria-invalid={wrong || undefined}
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}
