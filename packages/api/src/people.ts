import { z } from "zod";
import { displayNameSchema, emailSchema, outsideIdSchema, sectionSchema } from "./person-fields.ts";
import { roleSchema } from "./role.ts";
import { get, post } from "./route.ts";
import { userNameSchema } from "./user-name.ts";

/** What is known of a person beside the account. Null is not known; ids and e-mail addresses are one person's alone. */
export const personFactsSchema = z.object({
  /** As the person writes it; where it is null the login stands for it. */
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** At the school, in its student information system. */
  sisId: z.string().nullable(),
  /** In the learning management system. */
  lmsId: z.string().nullable(),
  /** One, or several with semicolons between. */
  section: z.string().nullable(),
});
export type PersonFacts = z.infer<typeof personFactsSchema>;

/** Somebody of the course. Who was dropped keeps work and grades, hands in nothing, and is not in the gradebook as it opens. */
export const courseMemberSchema = personFactsSchema.extend({
  id: z.uuid(),
  /** The account's name, which no other has. */
  login: z.string(),
  role: roleSchema,
  /** Null while active. */
  droppedAt: z.iso.datetime().nullable(),
});
export type CourseMember = z.infer<typeof courseMemberSchema>;

/** Those who meet all that is given. */
export const peopleQuerySchema = z.strictObject({
  /** Whoever is in it, perhaps among others. */
  section: sectionSchema.optional(),
  role: roleSchema.optional(),
  dropped: z.enum(["no", "yes", "all"]).default("no"),
  /** The one account of this name. */
  login: userNameSchema.optional(),
});
export type PeopleQuery = z.input<typeof peopleQuerySchema>;

/** By login. */
export const peopleSchema = z.object({ people: z.array(courseMemberSchema) });
export type People = z.infer<typeof peopleSchema>;

/** What is not named stays; null takes a fact away. */
export const changePersonRequestSchema = z
  .strictObject({
    name: displayNameSchema.nullable().exactOptional(),
    email: emailSchema.nullable().exactOptional(),
    sisId: outsideIdSchema.nullable().exactOptional(),
    lmsId: outsideIdSchema.nullable().exactOptional(),
    section: sectionSchema.nullable().exactOptional(),
    role: roleSchema.exactOptional(),
  })
  .refine((change) => Object.keys(change).length > 0, "must name at least one fact to change");
export type ChangePersonRequest = z.infer<typeof changePersonRequestSchema>;

export const renamePersonRequestSchema = z.strictObject({ login: userNameSchema });

const params = z.object({ id: z.uuid() });
const changing = { tag: "people", action: "people.change", params, answers: { 200: courseMemberSchema } } as const;

/** The people of the course. */
export const peopleApi = {
  people: get("/v1/people", {
    tag: "people",
    action: "people.read",
    query: peopleQuerySchema,
    answers: { 200: peopleSchema },
    summary: "The people one may see, those who were dropped on demand",
  }),
  person: get("/v1/people/:id", {
    tag: "people",
    action: "people.read",
    params,
    answers: { 200: courseMemberSchema },
    summary: "One person",
  }),
  changePerson: post("/v1/people/:id", {
    ...changing,
    body: changePersonRequestSchema,
    summary: "Change what is known of a person, or their role",
  }),
  renamePerson: post("/v1/people/:id/login", {
    ...changing,
    body: renamePersonRequestSchema,
    summary: "Give an account another name",
  }),
  dropPerson: post("/v1/people/:id/drop", { ...changing, summary: "Drop somebody, whose work and grades stay" }),
  restorePerson: post("/v1/people/:id/restore", { ...changing, summary: "Take somebody back" }),
};
