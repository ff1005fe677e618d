import type { Page } from "playwright-core";

/** A file in the workbench's editor. */
export const editorOf = (page: Page, path: string) => page.getByRole("textbox", { name: path, exact: true });

/** Pastes over a file's whole text. */
export async function write(page: Page, path: string, text: string): Promise<void> {
  await page.getByRole("tab", { name: path.replace("src/", "") }).click();
  await editorOf(page, path).focus();
  await page.keyboard.press("ControlOrMeta+a");
  await page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", ${JSON.stringify(text)});
    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement.shadowRoot.activeElement.dispatchEvent(paste);
  })()`);
}
