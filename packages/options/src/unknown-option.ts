// What is said of an option that there is not: the name that was probably meant, or else all of them.

/** More of a list are left out. */
const MOST_ITEMS = 8;

/**
 * @param besides names that may stand beside the options, and are passed over
 * @throws RangeError unless the options are an object, or naming the first one that is not among `names`
 */
export function requireKnown(
  owner: string,
  names: readonly string[],
  given: object,
  besides: readonly string[] = [],
): void {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new RangeError(`${owner}: options must be an object, got ${shown(given)}`);
  }
  for (const name of Object.keys(given)) {
    if (names.includes(name) || besides.includes(name)) continue;
    const meant = names.find((known) => isMeant(name, known));
    const help =
      meant !== undefined ? `did you mean ${meant}?` : `there ${names.length === 1 ? "is" : "are"} ${names.join(", ")}`;
    throw new RangeError(`${owner}: unknown option ${name}; ${help}`);
  }
}

/** A value in words, short and on one line. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_ITEMS).map((item) => (Array.isArray(item) ? "[…]" : shown(item)));
    return `[${items.join(", ")}${value.length > MOST_ITEMS ? ", …" : ""}]`;
  }
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return "a symbol";
  if (typeof value !== "object" || value === null) return String(value);
  const kind: unknown = value.constructor;
  return typeof kind === "function" && kind !== Object ? `a ${kind.name}` : "an object";
}

/** `label_smoothing` and `labelsmooth` are labelSmoothing; `reducion` is reduction; `lr` is learningRate. */
function isMeant(given: string, known: string): boolean {
  const [a, b] = [plain(given), plain(known)];
  if (a === b || (a.length >= 3 && (b.startsWith(a) || a.startsWith(b)))) return true;
  const initials = known.replaceAll(/(?<!^)[a-z]/g, "").toLowerCase();
  return (initials.length > 1 && a === initials) || distance(a, b) <= Math.max(1, Math.floor(b.length / 4));
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

/** How many letters must be put in, taken out or changed (Levenshtein, 1966). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
