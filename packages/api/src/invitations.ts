import { z } from "zod";
import { userSchema } from "./accounts.ts";
import { credentialLabelSchema, expirySchema, secretSchema } from "./credential-fields.ts";
import { personSchema } from "./person.ts";
import { anybody } from "./role.ts";
import { get, post, remove } from "./route.ts";
import { issuedTokenSchema } from "./tokens.ts";

const mostInvited = 1_000;

/** Accounts by their ids, or all one may invite that have nothing to sign in with; it expires after 14 days unless told otherwise. */
export const inviteRequestSchema = z
  .strictObject({
    users: z.array(z.uuid()).min(1).max(mostInvited).optional(),
    all: z.literal(true).optional(),
    expiresAt: expirySchema.optional(),
  })
  .refine(({ users, all }) => (users === undefined) !== (all === undefined), {
    path: ["users"],
    message: "must name accounts, or be left out with all: true",
  });
export type InviteRequest = z.input<typeof inviteRequestSchema>;

/** A link the moment it is made: it is shown this once and stored only as a hash. Its secret stands after the #. */
export const issuedInvitationSchema = z.object({
  id: z.uuid(),
  user: personSchema,
  link: z.url(),
  expiresAt: z.iso.datetime(),
});
export type IssuedInvitation = z.infer<typeof issuedInvitationSchema>;
export const issuedInvitationsSchema = z.object({ invitations: z.array(issuedInvitationSchema) });
export type IssuedInvitations = z.infer<typeof issuedInvitationsSchema>;

/** One that was neither redeemed nor revoked. */
export const invitationSchema = issuedInvitationSchema
  .omit({ link: true })
  .extend({ createdAt: z.iso.datetime(), isExpired: z.boolean() });
export type Invitation = z.infer<typeof invitationSchema>;
export const invitationListSchema = z.object({ invitations: z.array(invitationSchema) });

/** `as` says what it gives: a token, which may have a name, or a session of this browser. */
export const redeemRequestSchema = z.discriminatedUnion("as", [
  z.strictObject({ invitation: secretSchema, as: z.literal("token"), label: credentialLabelSchema.optional() }),
  z.strictObject({ invitation: secretSchema, as: z.literal("session") }),
]);
export type RedeemRequest = z.infer<typeof redeemRequestSchema>;

/** A session's cookie comes in the answer's headers. */
export const redeemedSchema = z.discriminatedUnion("as", [
  z.object({ as: z.literal("token"), user: userSchema, ...issuedTokenSchema.shape }),
  z.object({ as: z.literal("session"), user: userSchema }),
]);
export type Redeemed = z.infer<typeof redeemedSchema>;

const ofInvitations = { tag: "credentials", action: "invitation.change" } as const;

/** Links that let an account in once. */
export const invitationsApi = {
  invite: post("/v1/invitations", {
    ...ofInvitations,
    body: inviteRequestSchema,
    answers: { 201: issuedInvitationsSchema },
    summary: "Make one-time links, each in place of the account's link before; they are shown this once",
  }),
  invitations: get("/v1/invitations", {
    ...ofInvitations,
    answers: { 200: invitationListSchema },
    summary: "The invitations one may take back, never the links themselves",
  }),
  revokeInvitation: remove("/v1/invitations/:id", {
    ...ofInvitations,
    params: z.object({ id: z.uuid() }),
    answers: { 204: z.undefined() },
    summary: "Take an invitation back",
  }),
  redeemInvitation: post("/v1/sign-in/invitation", {
    tag: "credentials",
    action: anybody,
    body: redeemRequestSchema,
    answers: { 201: redeemedSchema },
    summary: "Redeem an invitation, for a token or a session of this browser",
  }),
};
