import type { IssuedInvitation } from "@tinytorch/api";
import { useEffect, useRef, useState } from "react";
import { Said } from "../../components/said.tsx";
import { When } from "../../components/when.tsx";
import styles from "./roster.module.css";

interface IssuedLinksProps {
  readonly invitations: readonly IssuedInvitation[];
  readonly onDone: () => void;
}

/** Links the moment they are made: they are shown this once, until whoever made them says that they have them. */
export function IssuedLinks({ invitations, onDone }: IssuedLinksProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const links = useRef<HTMLPreElement>(null);
  const [said, setSaid] = useState("");
  useEffect(() => heading.current?.focus(), []);
  const [first] = invitations;
  const text = invitations.map(({ user, link }) => `${user.name}\t${link}`).join("\n");

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied.");
    } catch {
      if (links.current !== null) getSelection()?.selectAllChildren(links.current);
      setSaid("This browser does not let a page copy: they are selected, press Ctrl+C.");
    }
  }

  return (
    <section aria-labelledby="links" className={styles.panel}>
      <h2 id="links" ref={heading} tabIndex={-1}>
        {invitations.length === 1 ? "An invitation" : `${invitations.length} invitations`}
      </h2>
      {first === undefined ? (
        <p>Everybody has something to sign in with, or an invitation that works.</p>
      ) : (
        <>
          <p>
            Each link lets its person in once, until <When at={first.expiresAt} />. They are shown this once: copy them
            now, and send each to its person alone.
          </p>
          <pre
            ref={links}
            className={styles.links}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
            tabIndex={0}
          >
            {text}
          </pre>
        </>
      )}
      <Said>{said}</Said>
      <p className="row">
        {first !== undefined && (
          <button type="button" className="primary" onClick={() => void copy()}>
            Copy
          </button>
        )}
        <button type="button" onClick={onDone}>
          {first === undefined ? "Close" : "I have them, hide them"}
        </button>
      </p>
    </section>
  );
}
