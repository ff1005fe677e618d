// The header of a safetensors file, in JSON: read with no more memory than a few times its size, and by the format's rules, which
// JSON itself does not have: it begins with a brace, and has no name twice.

/** The format allows 100 MB; what is published has less than 5. A longer one is more likely made to exhaust whoever reads it. */
export const MOST_HEADER_BYTES = 25_000_000;

/** Bytes that become text at once. */
const PIECE = 8192;

/** The header's values by name. @throws RangeError, by `broken`, when it is none */
export function readHeader(bytes: Uint8Array, broken: (message: string) => RangeError): object {
  let text: string;
  let header: unknown;
  try {
    text = decodeUtf8(bytes);
    header = JSON.parse(text);
  } catch {
    throw broken("the header must be JSON, got something else");
  }
  if (typeof header !== "object" || header === null || Array.isArray(header))
    throw broken("the header must be an object, got another value");
  if (!text.startsWith("{")) throw broken("the header must begin with {, got a space");
  const twice = repeatedName(text);
  if (twice !== null) throw broken(`a name must appear once, got ${twice} twice`);
  return header;
}

/** Text from UTF-8, without a decoder of the platform's, which not every realm has. @throws URIError on anything else */
function decodeUtf8(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; ) {
    let end = Math.min(start + PIECE, bytes.length);
    // A character is not cut: its later bytes begin with the bits 10.
    while (end < bytes.length && end > start + 1 && (bytes[end] & 0xc0) === 0x80) end--;
    const piece = bytes.subarray(start, end);
    text += piece.every((byte) => byte < 0x80) ? String.fromCharCode(...piece) : decodeURIComponent(escaped(piece));
    start = end;
  }
  return text;
}

function escaped(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
}

/** The first name that an object of a valid JSON text has twice; null when none does. */
function repeatedName(text: string): string | null {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === "{") open.push(new Set());
    else if (character === "[") open.push(null);
    else if (character === "}" || character === "]") open.pop();
    else if (character === '"') {
      const start = at;
      at = closingQuote(text, start);
      if (!isBeforeColon(text, at + 1)) continue;
      const name: string = JSON.parse(text.slice(start, at + 1));
      const names = open[open.length - 1];
      if (names?.has(name)) return name;
      names?.add(name);
    }
  }
  return null;
}

/** Where a string ends that begins at `start`. By a loop: a pattern would remember every character of a long one, and V8 gives up. */
function closingQuote(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}

function isBeforeColon(text: string, start: number): boolean {
  let at = start;
  while (" \t\r\n".includes(text[at])) at++;
  return text[at] === ":";
}
