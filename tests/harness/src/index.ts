export { type Account, accountOf, addAccount, instructorOf } from "./accounts.ts";
export { busySandbox } from "./busy-sandbox.ts";
export { copyCourse, echoCourse } from "./courses.ts";
export { type RunningProcess, runningProcesses, type WatchedDescendants, watchDescendants } from "./process-table.ts";
export { type RunningServer, type ServerOptions, startAndKill, startServer } from "./running-server.ts";
export { temporaryFolder } from "./temporary-folder.ts";
