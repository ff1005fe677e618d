import { open } from "node:fs/promises";
import { ApiError, courseApi } from "@tinytorch/api";
import type { RegisterRoutes } from "../../http/features.ts";
import { serve } from "../../http/serve.ts";

const nothing = "This course hands out no folder here; ask those who teach it how it is handed out.";

/** The course as students receive it: the file as it is when somebody asks. */
export const v1: RegisterRoutes = (app, { settings: { releaseFile } }) => {
  serve(app, courseApi, {
    async courseArchive({ reply }) {
      const file = releaseFile === null ? null : await openIfThere(releaseFile);
      if (file === null) throw new ApiError("not-found", { message: nothing });
      const { size } = await file.stat();
      reply.header("content-disposition", 'attachment; filename="course.tgz"').header("content-length", size);
      return file.createReadStream();
    },
  });
};

async function openIfThere(path: string) {
  return open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
}
