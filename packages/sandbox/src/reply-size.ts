/** How much a reply may hold, and how deep, before it is looked at. */
export interface ReplyBounds {
  /** Numbers, strings, arrays and objects, and the elements of typed arrays; eight characters of text count as one. */
  readonly values: number;
  /** Arrays and objects inside one another. */
  readonly depth: number;
}

const charactersPerValue = 8;

/**
 * Whether encoded plain data holds no more than that, found by reading its text once: nothing is built of a reply that
 * would be too large to compare. What is malformed is left to whoever decodes it.
 */
export function fitsBounds(text: string, bounds: ReplyBounds): boolean {
  let values = 1;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const end = endOfText(text, at);
      values += (end - at) / charactersPerValue;
      at = end;
    } else if (character === ",") values++;
    else if (character === "]" || character === "}") depth--;
    else if (character === "[" || character === "{") {
      const special = character === "{" ? specialAt(text, at) : null;
      depth++;
      if (special !== null) {
        values += special.elements;
        at = special.end;
      } else {
        values++;
        if (depth > bounds.depth) return false;
      }
    }
    if (values > bounds.values) return false;
  }
  return true;
}

/** Where a text that starts here ends. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

const specialStart = '{"$":"';
const elementsStart = '","base64":"';

/** A special value that starts here (NaN, a typed array), which nests nothing: its elements and its last quote. */
function specialAt(text: string, start: number): { readonly elements: number; readonly end: number } | null {
  if (!text.startsWith(specialStart, start)) return null;
  const nameEnd = endOfText(text, start + specialStart.length - 1);
  if (!text.startsWith(elementsStart, nameEnd)) return { elements: 0, end: nameEnd };
  const [, bits = "8"] = /(8|16|32|64)(?:Clamped)?Array$/.exec(text.slice(start, nameEnd)) ?? [];
  const end = endOfText(text, nameEnd + elementsStart.length - 1);
  const bytes = ((end - nameEnd - elementsStart.length) * 3) / 4;
  return { elements: bytes / (Number(bits) / 8), end };
}
