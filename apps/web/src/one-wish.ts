/**
 * A double click is one wish: its second half does nothing on a button that sends a form, that is another than the one it began on,
 * or that says something else by now. Else it would send the form twice, take back what the first half did, or decide about what
 * moved up under the pointer.
 */
export function takeDoubleClicksAsOne(page: Document): void {
  let begun: { readonly button: Element | null; readonly says: string | null } = { button: null, says: null };
  page.addEventListener(
    "click",
    (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      const says = button?.textContent ?? null;
      // Of keys, and of clicks apart from each other, the count stays below 2.
      if (event.detail < 2) begun = { button, says };
      else if (button !== null && (button.type === "submit" || button !== begun.button || says !== begun.says)) {
        event.preventDefault();
        event.stopPropagation();
      }
    },
    { capture: true },
  );
}
