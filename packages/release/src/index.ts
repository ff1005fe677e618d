export { buildRelease, type Release, ReleaseError, type ReleaseOptions } from "./build-release.ts";
export { courseSecrets, type Secret } from "./leaks/course-secrets.ts";
export { findLeaks, type Leak } from "./leaks/find-leaks.ts";
export { wholeReleasedCourse } from "./released-course.ts";
export { packFiles, unpackFiles } from "./tarball.ts";
