/** Fetching files of the site, and telling in plain words when that fails. */

/** A problem that a reader can be told about in one sentence. */
export class UserFacingError extends Error {}

/** What a reader is told of an error, in one sentence. */
export function userMessage(error: unknown): string {
  return error instanceof UserFacingError
    ? error.message
    : `Something went wrong (${String(error)}).`;
}

/** Fetches a file of the site; no answer, and any answer but a good one, is a {@link UserFacingError}. */
export async function fetchFile(url: URL | string, fresh = false): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { cache: fresh ? "reload" : "default" });
  } catch {
    throw new UserFacingError(`${fileName(url)} could not be fetched. Are you offline?`);
  }
  if (!response.ok) {
    throw new UserFacingError(`${fileName(url)} is missing (the server said ${response.status}).`);
  }
  return response;
}

function fileName(url: URL | string): string {
  return new URL(url).pathname.split("/").at(-1) ?? "A file";
}
