/** How JavaScript of a release is made small. Functions and classes keep their names, for messages say them. */
export const smallNames = {
  compress: { keepNames: { function: true, class: true } },
  mangle: { toplevel: true, keepNames: { function: true, class: true } },
  codegen: { removeWhitespace: true },
} as const;
