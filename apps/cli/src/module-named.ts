import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { courseHere } from "./student/course/course-folder.ts";
import { meantBy } from "./student/course/module-name.ts";
import { either } from "./terminal/listed.ts";

/** What to say to whoever typed a module where a command belongs: `; did you mean tito test 00-setup?`; nothing where it is none. */
export async function moduleNamed(word: string): Promise<string> {
  const names = await courseHere().then(
    (course) => readdir(join(course, "modules")),
    () => [],
  );
  const ids = names.filter((name) => /^\d{2}-/.test(name)).sort();
  const { ids: found, near } = meantBy(ids, word);
  const meant = found.length > 0 ? found : near;
  return meant.length === 0 ? "" : `; did you mean ${either(meant.map((id) => `tito test ${id}`))}?`;
}
