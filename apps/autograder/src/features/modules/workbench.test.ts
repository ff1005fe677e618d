import { openCourse } from "@tinytorch/course-files";
import { expect, test } from "vitest";
import { echoCourse } from "../../testing/echo-course.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";
import { readWorkbench } from "./workbench.ts";

test("a server without a workbench, or with one that is without the module, says what to do instead", async () => {
  const course = await openCourse(echoCourse);
  for (const workbenchFolder of [null, temporaryFolder()]) {
    await expect(readWorkbench({ course, workbenchFolder }, "01-echo")).rejects.toMatchObject({
      code: "not-found",
      message: "There is no workbench for 01-echo here. Write it in your own editor, and hand it in on this page.",
    });
  }
});
