import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { AddedWebhook } from "@tinytorch/api";
import { type SubmitEvent, useEffect, useId, useRef, useState } from "react";
import { Field } from "../../components/field.tsx";
import { Problem } from "../../components/problem.tsx";
import { Said } from "../../components/said.tsx";
import { service } from "../../session/session.ts";
import styles from "./operations.module.css";
import { webhooksQuery } from "./queries.ts";

/** Adds a receiver of all that happens. What signs its messages is shown this once, until whoever added it says that they have it. */
export function AddWebhook() {
  const [url, setUrl] = useState("");
  const [isHidden, setHidden] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const queries = useQueryClient();
  const adding = useMutation({
    mutationFn: () => service().addWebhook({ url: url.trim() }),
    onSuccess: () => {
      setUrl("");
      // Not waited for: the secret is shown this once, whether or not the list comes.
      void queries.invalidateQueries({ queryKey: webhooksQuery.queryKey });
    },
  });
  // The button that hid the secret is gone, and the focus would be with it.
  useEffect(() => {
    if (isHidden) form.current?.querySelector("input")?.focus();
  }, [isHidden]);

  function send(event: SubmitEvent) {
    event.preventDefault();
    setHidden(false);
    adding.mutate();
  }

  function hide() {
    adding.reset();
    setHidden(true);
  }

  if (adding.data !== undefined) return <Secret webhook={adding.data} onDone={hide} />;
  return (
    <form ref={form} onSubmit={send} aria-label="Add a webhook">
      <div className={styles.fields}>
        <Field
          label="Address to be told of everything"
          type="url"
          required
          maxLength={2_000}
          placeholder="https://example.edu/hooks/tinytorch"
          wrong={adding.isError}
          value={url}
          onChange={setUrl}
        />
      </div>
      {adding.isError && <Problem error={adding.error} />}
      <p>
        <button type="submit" disabled={adding.isPending}>
          Add this webhook
        </button>
      </p>
    </form>
  );
}

interface SecretProps {
  readonly webhook: AddedWebhook;
  readonly onDone: () => void;
}

function Secret({ webhook: { url, secret }, onDone }: SecretProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  const id = useId();
  useEffect(() => heading.current?.focus(), []);

  async function copy() {
    try {
      await navigator.clipboard.writeText(secret);
      setSaid("Copied.");
    } catch {
      field.current?.select();
      setSaid("This browser does not let a page copy: it is selected, press Ctrl+C.");
    }
  }

  return (
    <section aria-labelledby={`${id}-added`} className={styles.panel}>
      <h3 id={`${id}-added`} ref={heading} tabIndex={-1}>
        The secret of a new webhook
      </h3>
      <p className={styles.error}>
        {url} is told of everything from now on, and each message is signed with this secret. It is shown this once:
        give it to the receiver now.
      </p>
      <p>
        <label htmlFor={`${id}-secret`}>Secret</label>
        <input
          id={`${id}-secret`}
          ref={field}
          type="text"
          readOnly
          value={secret}
          onFocus={({ target }) => target.select()}
        />
      </p>
      <Said>{said}</Said>
      <p className="row">
        <button type="button" className="primary" onClick={() => void copy()}>
          Copy
        </button>
        <button type="button" onClick={onDone}>
          I have it, hide it
        </button>
      </p>
    </section>
  );
}
