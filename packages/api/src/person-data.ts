import { z } from "zod";
import { bytes, get } from "./route.ts";

/** Texts by their paths, in one folder; what is packed by gzip as JSON. */
export const personDataSchema = z.object({
  files: z.record(z.string().regex(/^(?!.*\.\.)[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/, "must be a path"), z.string()),
});
export type PersonData = z.infer<typeof personDataSchema>;

/** More than an account's quota, reports and audit come to when they are packed. */
const most = 256 * 2 ** 20;
const answers = { 200: bytes("application/gzip", most) } as const;

/** Everything that is kept about one person. */
export const personDataApi = {
  myData: get("/v1/me/data", {
    tag: "users",
    action: "data.read-own",
    answers,
    summary: "Everything that is kept about oneself, as gzip of JSON",
  }),
  personData: get("/v1/users/:id/data", {
    tag: "users",
    action: "data.export",
    params: z.object({ id: z.uuid() }),
    answers,
    summary: "Everything that is kept about a person, as gzip of JSON",
  }),
};
