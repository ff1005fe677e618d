import type { RosterComparison } from "@tinytorch/api";
import { compareRoster, type RosterFile } from "@tinytorch/roster";
import type { Database } from "better-sqlite3";
import { StoreRefusal } from "../../database/store-refusal.ts";
import { nameKey } from "../accounts/name-key.ts";
import type { Audit } from "../audit/audit.ts";
import type { People, PersonChange } from "../people/store.ts";

/** Rosters held against the people there are. */
export interface RosterImports {
  /** What the file would change; nothing is. */
  preview(file: RosterFile, dropGone: boolean): RosterComparison;
  /** Changes all of it in one transaction. @throws StoreRefusal `invalid-roster` with the first wrong lines, and nothing changed. */
  apply(actor: string, file: RosterFile, dropGone: boolean): RosterComparison;
}

export function openRosterImports(database: Database, people: People, audit: Audit, now: () => number): RosterImports {
  const preview = (file: RosterFile, dropGone: boolean) =>
    compareRoster(file, people.list(), { loginKey: nameKey, dropGone });

  const apply = database.transaction((actor: string, file: RosterFile, dropGone: boolean) => {
    const found = preview(file, dropGone);
    if (found.wrong.length > 0) throw new StoreRefusal("invalid-roster", sayWrong(found.wrong));
    const gone = dropGone ? found.gone : [];
    for (const person of found.new) people.add(actor, person);
    const changed = [
      ...found.changed.map(({ id, changes }) => people.changeWithin(actor, id, changeOf(changes))),
      ...gone.map(({ id }) => people.changeWithin(actor, id, { dropped: true })),
    ];
    if (found.new.length + found.changed.length + gone.length > 0) {
      const detail = { new: found.new.length, changed: found.changed.length, dropped: gone.length };
      audit({ at: now(), actor, action: "roster.imported", subject: "roster", detail });
    }
    return { found, changed };
  });

  return {
    preview,
    apply(actor, file, dropGone) {
      const { found, changed } = apply.immediate(actor, file, dropGone);
      people.announce(changed);
      return found;
    },
  };
}

function changeOf(changes: RosterComparison["changed"][number]["changes"]): PersonChange {
  return Object.fromEntries(
    changes.map(({ field, after }) => (field === "dropped" ? ["dropped", after === "yes"] : [field, after])),
  );
}

/** The first of them; a preview has them all. */
function sayWrong(wrong: RosterComparison["wrong"]): string {
  const shown = wrong.slice(0, 3).map(({ line, message }) => `line ${line}: ${message}`);
  const more = wrong.length - shown.length;
  return `${shown.join("; ")}${more === 0 ? "" : `; and ${more} more`}.`;
}
