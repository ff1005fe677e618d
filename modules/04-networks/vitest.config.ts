import { moduleConfig } from "@tinytorch/testkit/module-config";

export default moduleConfig(import.meta.dirname);
