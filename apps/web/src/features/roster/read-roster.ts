import { rosterBytes } from "@tinytorch/api";

/** A file's bytes in base64, as the service takes a roster. @throws Error with what to do, for one that cannot be a roster. */
export async function readRoster(file: File): Promise<string> {
  if (file.size === 0) throw new Error(`${file.name} is empty: choose the file that your system exported.`);
  if (file.size > rosterBytes) {
    throw new Error(`${file.name} is larger than 2 MB: a roster is a table of people as text. Choose that file.`);
  }
  if (/\.(xlsx?|ods|numbers|zip|pdf)$/i.test(file.name)) {
    throw new Error(`${file.name} is no text: save it as CSV first, and choose that file.`);
  }
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(new Error(`${file.name} cannot be read; choose it again.`));
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ""));
    reader.readAsDataURL(file);
  });
}
