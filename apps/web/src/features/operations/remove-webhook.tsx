import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError, type Webhook } from "@tinytorch/api";
import { Dialog } from "../../components/dialog.tsx";
import { Problem } from "../../components/problem.tsx";
import { service } from "../../session/session.ts";
import styles from "./operations.module.css";

interface RemoveWebhookProps {
  readonly webhook: Webhook;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

/** Asks first: what waits for a receiver goes with it, and whoever adds it again gives it another secret. */
export function RemoveWebhook({ webhook: { id, url, waiting }, onRemoved, onClose }: RemoveWebhookProps) {
  const queries = useQueryClient();
  const removing = useMutation({
    mutationFn: () => service().removeWebhook(id).catch(unlessGone),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onRemoved();
    },
  });
  return (
    <Dialog title="Remove this webhook?" onClose={onClose}>
      <p className={styles.error}>{url}</p>
      <p>
        It is told nothing more, nor what still waits for it ({waiting}). If you add it again, it gets another secret.
      </p>
      {removing.isError && <Problem error={removing.error} />}
      <p className="row">
        <button type="button" className="primary" disabled={removing.isPending} onClick={() => removing.mutate()}>
          Remove it
        </button>
        <button type="button" onClick={onClose}>
          Keep it
        </button>
      </p>
    </Dialog>
  );
}

/** Who removed it in another window wanted the same. */
function unlessGone(error: unknown): void {
  if (!(error instanceof ApiError && error.code === "not-found")) throw error;
}
