import { z } from "zod";
import { emailSchema } from "./person-fields.ts";
import { get, post } from "./route.ts";

/** What can happen to a person's work that somebody is told of: by e-mail to the person, and to webhooks. */
export const notificationKindSchema = z.enum([
  "submission.received",
  "submission.graded",
  "grade.changed",
  "question.answered",
]);
export type NotificationKind = z.infer<typeof notificationKindSchema>;

/** What an account is told by e-mail, and where: the address that it gave, or else the course's. Nothing is sent without one. */
export const notificationSettingsSchema = z.object({
  address: z.string().nullable(),
  kinds: z.record(notificationKindSchema, z.boolean()),
});
export type NotificationSettings = z.infer<typeof notificationSettingsSchema>;

/** Changes what is named and leaves the rest; an address of null takes it away. */
export const setNotificationsRequestSchema = z
  .strictObject({
    address: emailSchema.nullable().optional(),
    on: z.array(notificationKindSchema).max(16).default([]),
    off: z.array(notificationKindSchema).max(16).default([]),
  })
  .refine(({ on, off }) => !on.some((kind) => off.includes(kind)), {
    path: ["off"],
    message: "must not name what `on` names",
  });
export type SetNotificationsRequest = z.input<typeof setNotificationsRequestSchema>;

const ofNotifications = { tag: "notifications", action: "notification.choose" } as const;

/** What one is told by e-mail. */
export const notificationsApi = {
  notifications: get("/v1/me/notifications", {
    ...ofNotifications,
    answers: { 200: notificationSettingsSchema },
    summary: "What one is told by e-mail, and where",
  }),
  setNotifications: post("/v1/me/notifications", {
    ...ofNotifications,
    body: setNotificationsRequestSchema,
    answers: { 200: notificationSettingsSchema },
    summary: "Choose what one is told by e-mail, and where",
  }),
};
