import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Webhook } from "@tinytorch/api";
import { useState } from "react";
import { Problem } from "../../components/problem.tsx";
import { Said } from "../../components/said.tsx";
import { Scrolling } from "../../components/scrolling.tsx";
import { service } from "../../session/session.ts";
import { AddWebhook } from "./add-webhook.tsx";
import styles from "./operations.module.css";
import { deadDeliveriesQuery, webhooksQuery } from "./queries.ts";
import { RemoveWebhook } from "./remove-webhook.tsx";

/** Receivers of what happens, added, tested and removed, and messages that nobody took. */
export function Webhooks() {
  const webhooks = useQuery(webhooksQuery);
  const dead = useQuery(deadDeliveriesQuery);
  const queries = useQueryClient();
  const [leaving, setLeaving] = useState<Webhook | null>(null);
  const [removed, setRemoved] = useState<string | null>(null);
  const testing = useMutation({ mutationFn: (id: string) => service().testWebhook(id) });
  const retrying = useMutation({
    mutationFn: (id: number) => service().retryDelivery(id),
    onSuccess: () => queries.invalidateQueries(),
  });
  const failed = [webhooks, dead, testing, retrying].find(({ isError }) => isError);

  function test(id: string) {
    setRemoved(null);
    testing.mutate(id);
  }
  function gone(url: string) {
    testing.reset();
    setLeaving(null);
    setRemoved(url);
  }
  const urls = new Map(webhooks.data?.webhooks.map(({ id, url }) => [id, url]));
  return (
    <>
      {failed !== undefined && <Problem error={failed.error} />}
      <Said>
        {removed !== null && `Removed: ${removed}`}
        {testing.data !== undefined &&
          (testing.data.delivered ? "It took the message." : `It did not take the message: ${testing.data.problem}`)}
      </Said>
      {webhooks.data?.webhooks.length === 0 && <p>There is no webhook.</p>}
      {(webhooks.data?.webhooks.length ?? 0) > 0 && (
        <Scrolling label="Webhooks">
          <table>
            <thead>
              <tr>
                <th scope="col">Address</th>
                <th scope="col">Added by</th>
                <th scope="col">State</th>
                <th scope="col">
                  <span className="hidden-visually">To test and remove it</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {webhooks.data?.webhooks.map((webhook) => (
                <tr key={webhook.id}>
                  <th scope="row">{webhook.url}</th>
                  <td>
                    <bdi>{webhook.createdBy.name}</bdi>
                  </td>
                  <td>
                    {webhook.paused ? "paused, for who added it may add none any more" : "told of everything"};{" "}
                    {webhook.waiting} waiting, {webhook.dead} given up
                  </td>
                  <td className="row">
                    <button type="button" disabled={testing.isPending} onClick={() => test(webhook.id)}>
                      Send a test<span className="hidden-visually"> to {webhook.url}</span>
                    </button>
                    <button type="button" onClick={() => setLeaving(webhook)}>
                      Remove<span className="hidden-visually"> {webhook.url}</span>
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
      <AddWebhook />
      {leaving !== null && (
        <RemoveWebhook webhook={leaving} onRemoved={() => gone(leaving.url)} onClose={() => setLeaving(null)} />
      )}
      {(dead.data?.deadDeliveries.length ?? 0) > 0 && (
        <Scrolling label="Messages given up">
          <table>
            <caption>Messages given up</caption>
            <thead>
              <tr>
                <th scope="col">To</th>
                <th scope="col">About</th>
                <th scope="col">The last attempt</th>
                <th scope="col">
                  <span className="hidden-visually">To try it again</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {dead.data?.deadDeliveries.map(({ id, webhookId, kind, person, module, error }) => (
                <tr key={id}>
                  <th scope="row">{webhookId === null ? "e-mail" : (urls.get(webhookId) ?? "a webhook")}</th>
                  <td>
                    {kind}, <bdi>{person.name}</bdi>
                    {module !== null && `, ${module}`}
                  </td>
                  <td className={styles.error}>{error}</td>
                  <td>
                    <button type="button" disabled={retrying.isPending} onClick={() => retrying.mutate(id)}>
                      Try again<span className="hidden-visually">, message {id}</span>
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
    </>
  );
}
