import { defaultLimits } from "@tinytorch/course";

/**
 * As much of what a submission printed as its JSON has room for in UTF-8, quotes aside: a control character takes six bytes
 * there, so a console within the sandbox's limit may be larger than it where it is sent.
 */
export function cappedConsole(text: string, bytes = defaultLimits.consoleBytes): string {
  let room = bytes;
  let end = 0;
  for (const character of text) {
    room -= bytesInJson(character);
    if (room < 0) return text.slice(0, end);
    end += character.length;
  }
  return text;
}

function bytesInJson(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x80) return character === '"' || character === "\\" ? 2 : 1;
  if (code < 0x20) return "\b\t\n\f\r".includes(character) ? 2 : 6;
  if (code < 0x800) return 2;
  if (code >= 0x1_0000) return 4;
  // Half of a pair has no bytes in UTF-8; JSON writes its number.
  return code >= 0xd800 && code <= 0xdfff ? 6 : 3;
}
