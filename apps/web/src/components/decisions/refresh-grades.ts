import type { QueryClient } from "@tanstack/react-query";

/** What follows from grades is asked for anew. */
export async function refreshGrades(queries: QueryClient): Promise<void> {
  await Promise.all(
    ["gradebook", "exceptions", "submissions", "grades", "late-days", "audit"].map((first) =>
      queries.invalidateQueries({ queryKey: [first] }),
    ),
  );
}
