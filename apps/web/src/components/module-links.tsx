import { Link } from "@tanstack/react-router";
import { useMay } from "../session/use-may.ts";

interface ModuleLinksProps {
  /** `08-optimizers` */
  readonly module: string;
  /** As people call it. */
  readonly title: string;
}

/** How a class did in a module and who worked alike, for those who teach it; nothing for others. */
export function ModuleLinks({ module, title }: ModuleLinksProps) {
  const [statistics, similarity] = [useMay("statistics.read"), useMay("similarity.read")];
  if (!statistics && !similarity) return null;
  return (
    <nav aria-label={`The class in ${title}`} className="row">
      {statistics && (
        <Link to="/modules/$id/statistics" params={{ id: module }}>
          Statistics
        </Link>
      )}
      {similarity && (
        <Link to="/modules/$id/similarity" params={{ id: module }}>
          Similarity
        </Link>
      )}
    </nav>
  );
}
