import { useQuery } from "@tanstack/react-query";
import { modulesQuery } from "./course.ts";

interface ModuleTitles {
  /** `08 Optimizers`; the id until that is known. */
  readonly titleOf: (module: string) => string;
  /** Whether it is known that the course has no such module. */
  readonly isMissing: (module: string) => boolean;
}

/** What the course's modules are called. */
export function useModuleTitles(): ModuleTitles {
  const modules = useQuery(modulesQuery);
  const found = (module: string) => modules.data?.modules.find(({ id }) => id === module);
  return {
    titleOf(module) {
      const title = found(module)?.title;
      return title === undefined ? module : `${module.slice(0, 2)} ${title}`;
    },
    isMissing: (module) => modules.data !== undefined && found(module) === undefined,
  };
}
