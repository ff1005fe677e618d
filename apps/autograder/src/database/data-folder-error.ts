/** The data folder, or the database in it, is not one that this release can work with; the message says what is wrong. */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
}
