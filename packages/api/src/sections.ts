/** The sections that a person's section names: one, or several with semicolons between. None for null. */
export function sectionsOf(section: string | null): readonly string[] {
  return (section ?? "")
    .split(";")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** Whether two people have a section in common. */
export function shareSection(one: string | null, other: string | null): boolean {
  const sections = sectionsOf(other);
  return sectionsOf(one).some((name) => sections.includes(name));
}
