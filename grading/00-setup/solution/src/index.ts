export { compareVersions } from "./compare-versions.ts";
export { type PersonalInfo, personalInfo, type Version } from "./personal-info.ts";
export { type Host, type SystemInfo, systemInfo } from "./system-info.ts";
export { type Requirements, type Validation, validateEnvironment } from "./validate-environment.ts";
