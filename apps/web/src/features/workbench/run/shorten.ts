/** More of a text than anybody reads (characters): an error may carry a whole array, with which a page would stand still. */
const most = 4_000;

/** A text's beginning, and how much more there was. */
export function shorten(text: string): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most)} … and ${text.length - most} more characters`;
}
