import { Command } from "@commander-js/extra-typings";
import { dropPerson, restorePerson } from "./drop.ts";
import { importRoster } from "./import-roster.ts";
import { listPeople } from "./list-people.ts";
import { renamePerson } from "./rename-person.ts";
import { setFacts } from "./set-facts.ts";

export const roster = new Command("roster")
  .description(
    "the people of the course: read them from a file, list them, change what is known of them (instructors; assistants may list)",
  )
  .helpCommand(false)
  .addCommand(importRoster)
  .addCommand(listPeople)
  .addCommand(renamePerson)
  .addCommand(setFacts)
  .addCommand(dropPerson)
  .addCommand(restorePerson)
  .addHelpText("after", "\nExample:\n  tito roster import students.csv");
