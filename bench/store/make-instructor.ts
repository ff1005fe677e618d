import { systemClock } from "../../apps/autograder/src/clock.ts";
import { openStore } from "../../apps/autograder/src/store.ts";
import { openTokenFiles } from "../../apps/autograder/src/token-files.ts";

/** As the service does at its first start, which this one is not: there are students already. */
export function makeInstructor(folder: string): string {
  const store = openStore(folder, systemClock);
  const { token } = store.users.create("service", "instructor", "instructor");
  openTokenFiles(folder).write("instructor", token);
  store.close();
  return token;
}
