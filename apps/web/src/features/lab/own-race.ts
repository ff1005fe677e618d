import type { Path } from "./lane.ts";
import type { ScheduleName } from "./rules.ts";
import type { SurfaceName } from "./surfaces.ts";

/** What a student's class is raced on. */
export interface OwnRace {
  readonly surface: SurfaceName;
  readonly steps: number;
  readonly className: string;
  readonly options: Readonly<Record<string, number | boolean>>;
  readonly rate: number;
  readonly schedule: ScheduleName;
}

/** How it went, or in a sentence why it did not. */
export type OwnPath = ({ readonly type: "path" } & Path) | { readonly type: "words"; readonly words: string };
