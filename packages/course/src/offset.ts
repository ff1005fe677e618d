const offset = /(Z|[+-]\d\d:\d\d)$/;

/** The offset behind a time on the wall, as `+01:00` or `Z`; undefined where there is none. */
export function offsetOf(text: string): string | undefined {
  return offset.exec(text)?.[1];
}

export function withoutOffset(text: string): string {
  return text.replace(offset, "");
}
