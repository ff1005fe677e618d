import { bytes, get } from "./route.ts";

/** The course as students receive it. */
export const courseApi = {
  courseArchive: get("/v1/course.tgz", {
    tag: "modules",
    action: "course.read",
    answers: { 200: bytes("application/gzip", 2 ** 26) },
    summary: "The course as students receive it, packed: what `tito release` made",
  }),
};
