import type { z } from "zod";
import type { Store } from "../store.ts";

/** Makes a change and says what holds then, in one transaction: a change after which that cannot be shown is not kept. */
export function keptIfShown<Schema extends z.ZodType>(
  { together }: Pick<Store, "together">,
  schema: Schema,
  change: () => z.output<Schema>,
): z.output<Schema> {
  return together(() => schema.parse(change()));
}
