import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { personDataApi } from "@tinytorch/api";
import type { Viewer } from "@tinytorch/gradebook";
import type { Context } from "../../context.ts";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";
import { reachedPerson } from "../people/reach.ts";
import { composePersonData } from "./compose.ts";

const pack = promisify(gzip);
/** It reads all that an account has: nobody needs it often. */
const rarely = { config: { rateLimit: { max: 10, timeWindow: "1 minute" } } } as const;

/** Everything about one person, for the person and for an instructor. */
export const v1: RegisterRoutes = (app, context) => {
  serve(
    app,
    personDataApi,
    {
      myData: ({ account }) => packed({ userId: account.id, by: account.id, view: "student" }, context),
      personData({ account, params: { id } }) {
        reachedPerson("data.export", account, context.store.people.owner(id));
        return packed({ userId: id, by: account.id, view: "staff" }, context);
      },
    },
    { myData: rarely, personData: rarely },
  );
};

/** About whom, asked by whom, and as who sees what. One's own is a student's view to everybody: work of others may be in it. */
interface Wanted {
  readonly userId: string;
  readonly by: string;
  readonly view: Viewer;
}

function packed({ userId, by, view }: Wanted, context: Context): Promise<Uint8Array> {
  context.store.personData.noteExport(by, userId);
  return pack(JSON.stringify(composePersonData(userId, view, context)));
}
