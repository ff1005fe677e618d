/** What a page takes from behind an address's `?`: `text` is one that may look like a number. */
interface Kinds {
  readonly text: string;
  readonly string: string;
  readonly number: number;
  readonly boolean: boolean;
}

/** What is read of an address by these names: undefined where it is not there, or of another kind. */
type Read<Form extends Readonly<Record<string, keyof Kinds>>> = {
  readonly [Name in keyof Form]?: Kinds[Form[Name]] | undefined;
};

/**
 * Reads what stands behind an address's `?`, which may be any JSON that somebody typed. What is wrong is as if it had not been said; it
 * is said to be undefined, for the router keeps what a page says nothing of.
 */
export function readSearch<const Form extends Readonly<Record<string, keyof Kinds>>>(
  form: Form,
): (search: Readonly<Record<string, unknown>>) => Read<Form> {
  return (search) => {
    const read: { [Name in keyof Form]?: Kinds[Form[Name]] | undefined } = {};
    for (const name in form) read[name] = readAs(form[name], search[name]);
    return read;
  };
}

function readAs<Kind extends keyof Kinds>(kind: Kind, value: unknown): Kinds[Kind] | undefined;
function readAs(kind: keyof Kinds, value: unknown): string | number | boolean | undefined {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return undefined;
  if (kind === "text") return String(value);
  return typeof value === kind ? value : undefined;
}
