import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";

test("staff list one student's submissions and find one by the beginning of its id; nobody finds what they may not see", async () => {
  const { account, store, module, files } = await openTestApp();
  const [teacher, tutor] = [account("teacher", "instructor"), account("tutor", "assistant")];
  const [ada, ben] = [account("ada", "student"), account("ben", "student")];
  store.people.change(teacher.id, tutor.id, { section: "A" });
  store.people.change(teacher.id, ada.id, { section: "A" });
  const [of, other] = [ada, ben].map(({ id }) => store.submissions.accept(id, { module, files }).id);
  const list = async (who: typeof teacher, query: string) => {
    const answer = await who.send({ url: `/v1/submissions?${query}` });
    return { status: answer.statusCode, ids: answer.json().submissions?.map(({ id }: { id: string }) => id) };
  };
  expect(await list(teacher, `student=${ada.id}`)).toEqual({ status: 200, ids: [of] });
  expect(await list(tutor, `student=${ada.id}`)).toEqual({ status: 200, ids: [of] });
  expect((await list(tutor, `student=${ben.id}`)).status).toBe(404);
  expect((await list(ben, `student=${ada.id}`)).status).toBe(404);
  expect((await list(ben, `student=${crypto.randomUUID()}`)).status).toBe(404);
  expect(await list(ada, `student=${ada.id}`)).toEqual({ status: 200, ids: [of] });

  const begins = (id = "") => `beginning=${id.slice(0, 8)}`;
  expect(await list(teacher, `scope=all&${begins(other)}`)).toEqual({ status: 200, ids: [other] });
  expect(await list(tutor, `scope=all&${begins(other)}`)).toEqual({ status: 200, ids: [] });
  expect(await list(tutor, `scope=all&${begins(of)}`)).toEqual({ status: 200, ids: [of] });
  expect(await list(ben, begins(of))).toEqual({ status: 200, ids: [] });
  expect(await list(ben, begins(other))).toEqual({ status: 200, ids: [other] });
  for (const text of ["abc", "zzzz", "%25", "95da58f7'"]) {
    expect((await list(teacher, `scope=all&beginning=${text}`)).status).toBe(400);
  }
  const refused = (await teacher.send({ url: "/v1/submissions?student=ada" })).json().error;
  expect(refused).toMatchObject({
    field: "student",
    message: "student: must be an id such as 2f7c371d-85f8-4e25-bcfd-ece17db12b8e.",
  });
});
