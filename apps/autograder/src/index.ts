export { DataFolderInUseError } from "./database/open-database.ts";
export { type Service, StartRefusedError, startService } from "./service.ts";
export { readSettings, type Settings, SettingsError } from "./settings.ts";
