import "server-only";
import { type FileHandle, mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DomainError } from "@/lib/errors";

/** A form with one file, as it came in: its text fields, and where the file lies now. `discard` removes it. */
export type Upload = { fields: Record<string, string>; file: string; fileName: string; discard: () => Promise<void> };

/** The longest text field, and the head of a part, in bytes. */
const FIELD_MAX = 1000;

const unreadable = () => new DomainError("invalid", "This could not be read. Choose a file and send the form again.");

/** What stands in the head of a part: the name of its field, and of its file if it is one. */
function readHead(head: string): { name: string; fileName: string | null } {
  const disposition = /^content-disposition:\s*form-data;(.*)$/im.exec(head)?.[1] ?? "";
  const name = /\bname="([^"]*)"/.exec(disposition)?.[1];
  const fileName = /\bfilename="([^"]*)"/.exec(disposition)?.[1] ?? null;
  if (name === undefined) throw unreadable();
  return {
    name,
    fileName: fileName === null ? null : (fileName.split(/[\\/]/).at(-1) ?? "").replace(/[^\p{L}\p{N}. _-]/gu, ""),
  };
}

/** The parts of a multipart body piece by piece: its bytes pass through and are not kept. */
async function* readParts(
  body: ReadableStream<Uint8Array>,
  boundary: string,
): AsyncGenerator<{ head: string } | { bytes: Buffer }> {
  const opening = Buffer.from(`--${boundary}`);
  const joint = Buffer.from(`\r\n--${boundary}`);
  const blank = Buffer.from("\r\n\r\n");
  let rest: Buffer = Buffer.alloc(0);
  let state: "begin" | "head" | "bytes" | "end" = "begin";
  for await (const chunk of body) {
    rest = Buffer.concat([rest, chunk]);
    for (let isDone = false; !isDone; ) {
      if (state === "begin") {
        isDone = rest.length < opening.length;
        if (isDone) break;
        if (!rest.subarray(0, opening.length).equals(opening)) throw unreadable();
        rest = rest.subarray(opening.length);
        state = "head";
      } else if (state === "head") {
        if (rest.subarray(0, 2).toString() === "--") state = "end";
        const at = rest.indexOf(blank);
        isDone = state === "end" || at < 0;
        if (at < 0 && rest.length > FIELD_MAX && state === "head") throw unreadable();
        if (isDone) break;
        yield { head: rest.subarray(0, at).toString("utf8") };
        rest = rest.subarray(at + blank.length);
        state = "bytes";
      } else if (state === "bytes") {
        const at = rest.indexOf(joint);
        // What could be the beginning of a joint waits for the next piece.
        const length = at < 0 ? Math.max(0, rest.length - joint.length) : at;
        if (length > 0) yield { bytes: rest.subarray(0, length) };
        rest = rest.subarray(at < 0 ? length : at + joint.length);
        isDone = at < 0;
        if (at >= 0) state = "head";
      } else isDone = true;
    }
  }
  if (state !== "end") throw unreadable();
}

/**
 * Takes a form with one file, which goes to a folder of its own on disk as it comes in. `maxBytes` is asked once the fields before
 * the file are known. Throws a DomainError for what is too large or no such form; then nothing is left behind.
 */
export async function receiveUpload(
  request: Request,
  maxBytes: (fields: Record<string, string>) => number,
): Promise<Upload> {
  const type = request.headers.get("content-type") ?? "";
  const boundary = /^multipart\/form-data;.*\bboundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(type);
  if (!boundary || !request.body) throw unreadable();
  const folder = await mkdtemp(path.join(tmpdir(), "sidestack-import-"));
  const discard = () => rm(folder, { recursive: true, force: true });
  const file = path.join(folder, "upload");
  const fields: Record<string, string> = {};
  let [name, fileName, size, limit] = ["", "", 0, 0];
  // Not a stream: one that is given up while it writes, or whose disk is full, would end the process.
  let handle: FileHandle | null = null;
  try {
    for await (const part of readParts(request.body, boundary[1] ?? boundary[2] ?? "")) {
      if ("head" in part) {
        const head = readHead(part.head);
        name = head.name;
        if (head.fileName === null) fields[name] = "";
        else {
          if (fileName !== "") throw unreadable();
          fileName = head.fileName;
          limit = maxBytes(fields);
          handle = await open(file, "w");
        }
      } else if (handle && fields[name] === undefined) {
        size += part.bytes.byteLength;
        if (size > limit) {
          throw new DomainError("too-large", `The file is too large: at most ${limit / 1_000_000} MB are read.`);
        }
        await handle.writeFile(part.bytes);
      } else {
        const text = (fields[name] ?? "") + part.bytes.toString("utf8");
        if (text.length > FIELD_MAX) throw unreadable();
        fields[name] = text;
      }
    }
    if (!handle || fileName === "" || size === 0) throw new DomainError("invalid", "Choose a file that is not empty.");
    await handle.close();
    return { fields, file, fileName, discard };
  } catch (error) {
    await handle?.close();
    await discard();
    throw error;
  }
}
