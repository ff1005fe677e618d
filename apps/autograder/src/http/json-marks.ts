const quote = 0x22;
const backslash = 0x5c;
const space = 0x20;

/**
 * Whether a JSON text has more characters outside its strings than that, white space aside. A long text of few strings is read
 * in no time; one of a million keys takes a second, in which nobody else is answered.
 */
export function hasMoreMarks(json: Uint8Array, most: number): boolean {
  let marks = 0;
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? space;
    if (byte <= space) continue;
    marks += 1;
    if (marks > most) return true;
    if (byte === quote) at = endOfString(json, at + 1);
  }
  return false;
}

function endOfString(json: Uint8Array, start: number): number {
  let at = start;
  while (at < json.length && json[at] !== quote) at += json[at] === backslash ? 2 : 1;
  return at;
}
