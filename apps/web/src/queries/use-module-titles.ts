import { useQuery } from "@tanstack/react-query";
import { modulesQuery } from "./course.ts";

/** What modules are called, `08 Optimizers`; by their ids until that is known. */
export function useModuleTitles(): (module: string) => string {
  const modules = useQuery(modulesQuery);
  return (module) => {
    const found = modules.data?.modules.find(({ id }) => id === module);
    return found === undefined ? module : `${module.slice(0, 2)} ${found.title}`;
  };
}
