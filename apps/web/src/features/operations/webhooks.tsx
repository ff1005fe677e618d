import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Problem } from "../../components/problem.tsx";
import { Said } from "../../components/said.tsx";
import { Scrolling } from "../../components/scrolling.tsx";
import { service } from "../../session/session.ts";
import styles from "./operations.module.css";
import { deadDeliveriesQuery, webhooksQuery } from "./queries.ts";

/** Receivers of what happens, and messages that nobody took. */
export function Webhooks() {
  const webhooks = useQuery(webhooksQuery);
  const dead = useQuery(deadDeliveriesQuery);
  const queries = useQueryClient();
  const testing = useMutation({ mutationFn: (id: string) => service().testWebhook(id) });
  const retrying = useMutation({
    mutationFn: (id: number) => service().retryDelivery(id),
    onSuccess: () => queries.invalidateQueries(),
  });
  const failed = [webhooks, dead, testing, retrying].find(({ isError }) => isError);
  const urls = new Map(webhooks.data?.webhooks.map(({ id, url }) => [id, url]));
  return (
    <>
      {failed !== undefined && <Problem error={failed.error} />}
      <Said>
        {testing.data !== undefined &&
          (testing.data.delivered ? "It took the message." : `It did not take the message: ${testing.data.problem}`)}
      </Said>
      {webhooks.data?.webhooks.length === 0 && (
        <p>
          There is no webhook. One is added by <code>tito webhook add</code>.
        </p>
      )}
      {(webhooks.data?.webhooks.length ?? 0) > 0 && (
        <Scrolling label="Webhooks">
          <table>
            <thead>
              <tr>
                <th scope="col">Address</th>
                <th scope="col">Added by</th>
                <th scope="col">State</th>
                <th scope="col">
                  <span className="hidden-visually">To test it</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {webhooks.data?.webhooks.map(({ id, url, createdBy, paused, waiting, dead: lost }) => (
                <tr key={id}>
                  <th scope="row">{url}</th>
                  <td>{createdBy.name}</td>
                  <td>
                    {paused ? "paused, for who added it may add none any more" : "told of everything"}; {waiting}{" "}
                    waiting, {lost} given up
                  </td>
                  <td>
                    <button type="button" disabled={testing.isPending} onClick={() => testing.mutate(id)}>
                      Send a test<span className="hidden-visually"> to {url}</span>
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
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
