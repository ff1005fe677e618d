/**
 * A cell as Canvas's importer reads it: of digits, dots and commas the last separator is the decimal point and the others are
 * gone. `1,234` becomes 1.234 there, and an id of that look another id.
 */
export function asCanvasReads(cell: string): string {
  if (!/^-?[0-9.,]+%?$/.test(cell)) return cell;
  const parts = cell.split(/[,.]/);
  while (parts.length > 0 && parts.at(-1) === "") parts.pop();
  const last = parts.pop() ?? "";
  return parts.length === 0 ? last : `${parts.join("")}.${last}`;
}
