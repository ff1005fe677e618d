import { Link } from "@tanstack/react-router";
import { ModuleLinks } from "./module-links.tsx";
import styles from "./module-place.module.css";

/** From a page about a module to the module and to the others about it. */
export function ModulePlace({ module }: { readonly module: string }) {
  return (
    <div className={styles.place}>
      <Link to="/modules/$id" params={{ id: module }}>
        The module
      </Link>
      <ModuleLinks module={module} title={module} />
    </div>
  );
}
