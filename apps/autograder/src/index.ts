export { type Service, StartRefusedError, startService } from "./service.ts";
export { readSettings, type Settings, SettingsError } from "./settings.ts";
export { DataFolderInUseError } from "./store/database.ts";
