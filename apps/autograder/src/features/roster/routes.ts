import { type ImportRosterRequest, rosterApi, rosterBytes } from "@tinytorch/api";
import { readRoster } from "@tinytorch/roster";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";

/** The file in base64, and the rest of the body. */
const bodyLimit = 4 * Math.ceil(rosterBytes / 3) + 1024;

/** A roster file: what it would change, and then that. */
export const v1: RegisterRoutes = (app, { store: { rosterImports } }) => {
  const read = ({ file }: ImportRosterRequest) => readRoster(Buffer.from(file, "base64"));
  serve(
    app,
    rosterApi,
    {
      previewRoster: ({ body }) => rosterImports.preview(read(body), body.dropGone),
      applyRoster: ({ account, body }) => rosterImports.apply(account.id, read(body), body.dropGone),
    },
    { previewRoster: { bodyLimit }, applyRoster: { bodyLimit } },
  );
};
