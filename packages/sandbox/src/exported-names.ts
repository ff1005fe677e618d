type Names = Readonly<Record<string, readonly string[]>>;

/** The names that TypeScript files export as types, by file: when they run these are not there. */
export function exportedTypes(files: Readonly<Record<string, string>>): Names {
  return Object.fromEntries(
    Object.entries(files).map(([file, source]) => [
      file,
      [
        ...namesOf(source, /^[ \t]*export[ \t]+(?:declare[ \t]+)?(?:interface|type)[ \t]+([\w$]+)/gm),
        ...listed(source, /\bexport[ \t]+type[ \t]*\{([^{}]*)\}/g),
      ],
    ]),
  );
}

/** The names that a JavaScript file exports by saying them: not those that it hands on whole. */
export function exportedValues(source: string): readonly string[] {
  return [
    ...namesOf(source, /\bexport[ \t]+(?:async[ \t]+)?(?:function\*?|class|const|let|var)[ \t]+([\w$]+)/g),
    ...listed(source, /\bexport[ \t]*\{([^{}]*)\}/g),
  ];
}

/** Whether one name is likely a slip of the other: all but a third of the longer one is the same from its ends. */
export function isAlike(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  const shorter = Math.min(a.length, b.length);
  let before = 0;
  while (before < shorter && a[before] === b[before]) before += 1;
  let after = 0;
  while (after < shorter - before && a.at(-1 - after) === b.at(-1 - after)) after += 1;
  return before + after >= (Math.max(a.length, b.length) * 2) / 3;
}

function namesOf(source: string, declared: RegExp): readonly string[] {
  return Array.from(source.matchAll(declared), ([, name = ""]) => name);
}

function listed(source: string, lists: RegExp): readonly string[] {
  return namesOf(source, lists).flatMap((list) =>
    list
      .split(",")
      .map((each) => each.trim().split(/\s+/).at(-1) ?? "")
      .filter((name) => name !== ""),
  );
}
