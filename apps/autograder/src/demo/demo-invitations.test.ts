import { createClient } from "@tinytorch/api";
import { expect, test } from "vitest";
import { openTestApp } from "../testing/open-test-app.ts";
import { inviteToDemo } from "./demo-invitations.ts";

test("each start of the demo has a link for its instructor and one for a student, each of which signs in once", async () => {
  const { app, account } = await openTestApp();
  const { token } = account("instructor", "admin");
  account("adam-without-bias-correction", "student");
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  const first = await inviteToDemo(address, { read: () => token });
  const links = await inviteToDemo(address, { read: () => token });
  const client = createClient({ baseUrl: address });
  const redeem = (link = "") =>
    client.redeemInvitation({ invitation: link.split("#invitation=")[1] ?? "", as: "session" });
  expect(links?.instructor.startsWith(`${address}/sign-in#invitation=`)).toBe(true);
  expect((await redeem(links?.instructor)).user).toMatchObject({ name: "instructor", role: "admin" });
  expect((await redeem(links?.student)).user).toMatchObject({ name: "adam-without-bias-correction", role: "student" });
  await expect(redeem(links?.student)).rejects.toThrow();
  await expect(redeem(first?.instructor), "the next start makes others").rejects.toThrow();
});

test("a data folder of somebody's own course invites nobody", async () => {
  const { app, account } = await openTestApp();
  const { token } = account("instructor", "admin");
  const address = await app.listen({ port: 0, host: "127.0.0.1" });
  expect(await inviteToDemo(address, { read: () => token })).toBeUndefined();
  expect(await inviteToDemo(address, { read: () => undefined })).toBeUndefined();
});
