import { queryOptions } from "@tanstack/react-query";
import { service } from "../../session/session.ts";

/** So often is asked anew what goes on by itself. */
const often = 5_000;

export const queueQuery = queryOptions({
  queryKey: ["queue"],
  queryFn: ({ signal }) => service().queue({ signal }),
  refetchInterval: often,
});

export const deadLettersQuery = queryOptions({
  queryKey: ["dead-letters"],
  queryFn: ({ signal }) => service().deadLetters({ signal }),
  refetchInterval: often,
});

/** Newest first; asked again while one grades. */
export const regradesQuery = queryOptions({
  queryKey: ["regrades"],
  queryFn: ({ signal }) => service().regrades({ signal }),
  refetchInterval: ({ state }) => (state.data?.regrades.some((each) => each.state === "running") ? 1_000 : false),
});

/** One, asked again while it grades. */
export const regradeQuery = (id: string) =>
  queryOptions({
    queryKey: ["regrades", id],
    queryFn: ({ signal }) => service().regrade(id, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === "running" ? 1_000 : false),
  });

export const webhooksQuery = queryOptions({
  queryKey: ["webhooks"],
  queryFn: ({ signal }) => service().webhooks({ signal }),
});

export const deadDeliveriesQuery = queryOptions({
  queryKey: ["dead-deliveries"],
  queryFn: ({ signal }) => service().deadDeliveries({ signal }),
});
