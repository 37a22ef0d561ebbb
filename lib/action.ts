import "server-only";
import { z } from "zod";
import { clearCached } from "@/lib/cache";
import { DomainError } from "@/lib/errors";
import { escapeMarkup } from "@/lib/format";
import { assertIsAdmin, assertIsEditor, assertMayWrite } from "@/lib/members/rules";
import { returnPathSchema, type Viewer } from "@/lib/members/schema";
import { inTurn, type LimitName, takePoint } from "@/lib/rate-limit";
import { getViewer } from "@/lib/session";
import { site } from "@/lib/site";

/** What a browser forgets after a write: pages that it fetched before it, to have them when a link is followed (see app/layout.tsx). */
const FETCHED_AHEAD = '"prefetchCache", "prerenderCache"';

/** What a write answers: tags of what it changed (see clearCached), where a reader without JavaScript goes, what a script gets. */
export type Outcome = {
  tags?: string[];
  goTo?: string;
  body?: unknown;
  headers?: Headers;
  status?: number;
  /** Answers a form with a page of its own instead of leading elsewhere: for what is shown once and must stand in no address. */
  page?: PlainPage;
};

/** A page that the answer to a form holds itself: `code` is a text to copy. */
type PlainPage = { title: string; lines: readonly string[]; code?: string; next: { href: string; text: string } };

/** The largest body that a write may have, in bytes, unless its route says otherwise. */
const MAX_BODY = 64 * 1024;

/** What a route takes besides text fields of an ordinary size: more bytes in all, and files in multipart forms. */
export type BodyLimits = {
  maxBody?: number;
  takesFiles?: boolean;
  /** The body is left to the work, which reads it piece by piece once it is known that its sender may write. */
  isStream?: boolean;
};

/** The address that a request came from, as scripts/server.ts established it from the socket and TRUSTED_PROXIES. */
export function clientAddress(headers: Headers): string {
  return headers.get("x-client-address") ?? "unknown";
}

/** Only this site's own pages may send writes: a browser says where a form stands in the Origin header. */
function assertOwnOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  const isOwn = origin !== null && URL.canParse(origin) && (origin === site.url || new URL(origin).host === host);
  if (!isOwn) throw new DomainError("forbidden", "This was sent from another site. Open the page here and try again.");
}

/** Reads no more than a write may have, whatever length was declared or not. */
export async function readBytes(request: Request, maxBody: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = new DomainError("too-large", `This is too large: at most ${maxBody / 1024} KB can be sent.`);
  if (Number(request.headers.get("content-length") ?? 0) > maxBody) throw tooLarge;
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > maxBody) {
      await reader?.cancel();
      throw tooLarge;
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

/** True for text that PostgreSQL can keep as it is: no NUL and no half of a character. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

/** A form with files: its texts must be UTF-8, which the reader of such forms would otherwise alter without a word. */
async function readFilesAndFields(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Record<string, unknown>> {
  const form = await new Response(bytes, { headers: { "Content-Type": type } }).formData();
  const fields = [...form];
  if (fields.some(([, value]) => typeof value === "string" && value.includes("\ufffd")))
    throw new TypeError("a text that is not UTF-8");
  return Object.fromEntries(fields);
}

async function readFields(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Record<string, unknown>> {
  // Other forms carry no files, so every kind of body is text, and text that is not UTF-8 is refused rather than altered.
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const kind = type.split(";")[0]?.trim().toLowerCase();
  if (kind === "application/json") return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  if (kind === "application/x-www-form-urlencoded") {
    decodeURIComponent(text.replaceAll("+", " "));
    return Object.fromEntries(new URLSearchParams(text));
  }
  return Object.fromEntries(await new Response(text, { headers: { "Content-Type": type } }).formData());
}

async function readBody(
  request: Request,
  { maxBody = MAX_BODY, takesFiles = false }: BodyLimits,
): Promise<Record<string, unknown>> {
  try {
    const type = request.headers.get("content-type") ?? "";
    const read = takesFiles && /^multipart\/form-data\b/i.test(type) ? readFilesAndFields : readFields;
    const fields = await read(await readBytes(request, maxBody), type);
    for (const value of Object.values(fields)) {
      if (typeof value === "string" && !isStorable(value)) throw new TypeError("a text that cannot be stored");
    }
    return fields;
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError("invalid", "This could not be read. Send a form or a JSON object.");
  }
}

/** True for a script, which is answered with JSON; a form is led to a page. */
export function wantsJson(request: Request): boolean {
  return (request.headers.get("accept") ?? "").includes("application/json");
}

function plainPage({ title, lines, code, next }: PlainPage): string {
  const texts = lines.map((line) => `<p>${escapeMarkup(line)}</p>`).join("");
  const shown = code ? `<pre>${escapeMarkup(code)}</pre>` : "";
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><link rel="icon" href="/icon.svg"><title>${escapeMarkup(title)}</title><style>:root{color-scheme:light dark}body{font:17px/1.5 system-ui;max-width:34em;margin:12vh auto;padding:0 16px}pre{font:15px/1.5 ui-monospace,monospace;padding:12px 14px;border:1px solid #8888;border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere;user-select:all}</style><main><h1>${escapeMarkup(title)}</h1>${shown}${texts}<p><a href="${escapeMarkup(next.href)}">${escapeMarkup(next.text)}</a></p></main></html>`;
}

function refuse(request: Request, error: DomainError, back: string): Response {
  const headers = new Headers({ "Cache-Control": "no-store" });
  if (error.retryAfter !== null) headers.set("Retry-After", String(error.retryAfter));
  if (wantsJson(request)) {
    const problem = { title: error.message, status: error.status, fields: error.fields };
    headers.set("Content-Type", "application/problem+json");
    return new Response(JSON.stringify(problem), { status: error.status, headers });
  }
  if (error.code === "not-signed-in") {
    headers.set("Location", `/sign-in?${new URLSearchParams({ next: back })}`);
    return new Response(null, { status: 303, headers });
  }
  headers.set("Content-Type", "text/html; charset=utf-8");
  const lines = [error.message, ...Object.values(error.fields)];
  const page = plainPage({ title: "Not done", lines, next: { href: back, text: "Go back" } });
  return new Response(page, { status: error.status, headers });
}

/** What a schema makes of the input. Throws a DomainError “invalid” that says by field what is wrong. */
export function parse<Shape extends z.ZodType>(
  schema: Shape,
  input: unknown,
  title = "Something in the form is not right.",
): z.infer<Shape> {
  const checked = schema.safeParse(input);
  if (checked.success) return checked.data;
  const fields = Object.fromEntries(
    checked.error.issues.map((issue) => [issue.path.join(".") || "form", issue.message]),
  );
  throw new DomainError("invalid", title, fields);
}

type Work<Input, Who> = (context: { input: Input; viewer: Who; request: Request; address: string }) => Promise<Outcome>;

function createRoute<Shape extends z.ZodType, Who extends Viewer | null>(
  schema: Shape,
  limit: LimitName,
  who: (viewer: Viewer | null) => Who,
  work: Work<z.infer<Shape>, Who>,
  limits: BodyLimits = {},
): (request: Request) => Promise<Response> {
  return async (request) => {
    let back = "/";
    try {
      assertOwnOrigin(request);
      const referer = request.headers.get("referer") ?? "";
      if (URL.canParse(referer)) back = returnPathSchema.parse(new URL(referer).pathname);
      const address = clientAddress(request.headers);
      const begin = async () => {
        const viewer = who(await getViewer(request.headers));
        await takePoint(limit, { member: viewer?.id, address });
        return viewer;
      };
      // Read before its turn comes, so that a slow sender keeps nobody waiting.
      const body = limits.isStream ? {} : await readBody(request, limits);
      const outcome = limits.isStream
        ? await work({ input: parse(schema, body), viewer: await inTurn(limit, begin), request, address })
        : await inTurn(limit, async () => {
            const viewer = await begin();
            return work({ input: parse(schema, body), viewer, request, address });
          });
      await clearCached(outcome.tags ?? []);
      const headers = new Headers(outcome.headers);
      headers.set("Cache-Control", "no-store");
      if (outcome.tags?.length) headers.set("Clear-Site-Data", FETCHED_AHEAD);
      if (wantsJson(request)) return Response.json(outcome.body ?? {}, { status: outcome.status ?? 200, headers });
      if (outcome.page) {
        headers.set("Content-Type", "text/html; charset=utf-8");
        return new Response(plainPage(outcome.page), { status: outcome.status ?? 200, headers });
      }
      headers.set("Location", outcome.goTo ?? back);
      return new Response(null, { status: 303, headers });
    } catch (error) {
      if (error instanceof DomainError) return refuse(request, error, back);
      console.error(error);
      return refuse(
        request,
        new DomainError("unavailable", "This cannot be done at the moment. Nothing was changed."),
        back,
      );
    }
  };
}

/** Throws unless the viewer may write. */
type Check = (viewer: Viewer | null) => asserts viewer is Viewer;

/** Routes for those whom a check lets pass. */
function routeFor(assertMay: Check) {
  return <Shape extends z.ZodType>(
    schema: Shape,
    limit: LimitName,
    work: Work<z.infer<Shape>, Viewer>,
    limits?: BodyLimits,
  ) =>
    createRoute(
      schema,
      limit,
      (viewer) => {
        assertMay(viewer);
        return viewer;
      },
      work,
      limits,
    );
}

/**
 * A route for a write by a member: own origin → body → turn → who → limit → parse → work → clear what changed. Answers forms with
 * 303 back to the page and scripts (Accept: application/json) with JSON; refusals have their status, and say what to do.
 */
export const memberRoute = routeFor(assertMayWrite);

/** The same for editors: whoever is none is refused with 403 before anything is parsed. */
export const editorRoute = routeFor(assertIsEditor);

/** The same for admins. */
export const adminRoute = routeFor(assertIsAdmin);

/** The same for members whose address is not confirmed yet or whose account is banned: their own settings stay theirs. */
export const accountRoute = routeFor((viewer) => {
  if (!viewer) throw new DomainError("not-signed-in", "Sign in first, then try again.");
});

/** The same for everybody: signing up, signing in, resetting a password. */
export function visitorRoute<Shape extends z.ZodType>(
  schema: Shape,
  limit: LimitName,
  work: Work<z.infer<Shape>, Viewer | null>,
) {
  return createRoute(schema, limit, (viewer) => viewer, work);
}
