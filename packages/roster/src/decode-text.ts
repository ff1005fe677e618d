/** A file's text, or where and why it cannot be read as text. */
export type Decoded = { readonly text: string } | { readonly line: number; readonly message: string };

const marks = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
] as const;

/**
 * Text as spreadsheets and learning management systems write it: UTF-8 with or without a byte order mark, UTF-16 in either order.
 * Without a mark it is UTF-16 where every other byte of the first letters is zero.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const encoding = marks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte))?.encoding;
  const chosen = encoding ?? unmarked(bytes);
  try {
    const text = new TextDecoder(chosen, { fatal: true }).decode(bytes);
    const at = text.indexOf("\0");
    return at === -1 ? { text } : { line: lineAt(text, at), message: "a text must have no zero bytes, got one" };
  } catch {
    return chosen === "utf-8"
      ? {
          line: brokenLine(bytes),
          message: "the file must be UTF-8 or UTF-16, got other bytes: save it as “CSV UTF-8”",
        }
      : { line: 1, message: "the file must be whole UTF-16, got half a character" };
  }
}

function unmarked([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0 && second !== 0) return "utf-16be";
  return second === 0 && first !== 0 && first !== undefined ? "utf-16le" : "utf-8";
}

/** The line of the first bytes that are no UTF-8. */
function brokenLine(bytes: Uint8Array): number {
  const newline = 0x0a;
  let line = 1;
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(newline, start);
    const end = found === -1 ? bytes.length : found;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    line += 1;
    start = end + 1;
  }
  return line;
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}
