/** Without the marks, forms and cases of letters, so that `lovelace` finds Lovelace and `zoe` Zoë. */
export function plain(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
