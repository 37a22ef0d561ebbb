import { db } from "@/lib/db";
import { setDigest } from "@/lib/digests/mutations";
import { DomainError } from "@/lib/errors";
import { site } from "@/lib/site";
import { readToken } from "@/lib/token";

// A route and not a page: mail programs send their one click as a POST to the very address that readers open (RFC 8058), and a
// link that is not valid answers 400, which a page cannot. Neither asks for a session, an Origin or JavaScript; the token in the
// address says who and what for. Nothing is counted against a limit, because mail services send for many members from one address.

const STYLE =
  ":root{color-scheme:light dark}body{font:17px/1.5 system-ui,sans-serif;max-width:34em;margin:12vh auto;padding:0 16px;background:light-dark(#fcfbf8,#16181b);color:light-dark(#1c1b19,#ecebe7)}h1{font:600 32px/1.2 Charter,Georgia,serif}a{color:light-dark(#0d5a67,#7cc7d4)}button{font:inherit;font-weight:600;border:0;border-radius:6px;padding:9px 18px;cursor:pointer;background:light-dark(#0d5a67,#7cc7d4);color:light-dark(#fcfbf8,#16181b)}:focus-visible{outline:2px solid light-dark(#0d5a67,#7cc7d4);outline-offset:2px}";

/** A page of its own; `body` is HTML made of fixed words. */
function answer(status: number, title: string, body: string): Response {
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="/icon.svg"><title>${title} · ${site.name}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1>${body}<p><a href="/">${site.name}</a></p></main></body></html>`;
  return new Response(page, {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      // The address holds the token: it is nobody else's to see.
      "Referrer-Policy": "no-referrer",
    },
  });
}

async function withMember(request: Request, work: (memberId: string) => Promise<Response>): Promise<Response> {
  try {
    return await work(readToken(new URL(request.url).searchParams.get("token") ?? "", "digest", new Date()));
  } catch (error) {
    const settings = `<p>You can also end the weekly mail in <a href="/settings">your settings</a>.</p>`;
    if (error instanceof DomainError) return answer(error.status, "Not done", `<p>${error.message}</p>${settings}`);
    console.error(error);
    return answer(503, "Not done", `<p>This cannot be done at the moment. Try again in a minute.</p>${settings}`);
  }
}

/** Asks before anything is changed, because programs that check mails for harm open every link in them. */
export function GET(request: Request): Promise<Response> {
  return withMember(request, async () =>
    answer(
      200,
      "End the weekly mail?",
      `<p>You will get no more mails about changes in the tools that you follow. You go on following them.</p><form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>End the weekly mail</button></form>`,
    ),
  );
}

/** Ends the weekly mail of the member whom the token names; doing it again changes nothing. */
export function POST(request: Request): Promise<Response> {
  return withMember(request, async (memberId) => {
    await setDigest(db(), memberId, false);
    return answer(
      200,
      "Done",
      `<p>The weekly mail has ended. You can ask for it again in <a href="/settings">your settings</a>; what you follow stands on <a href="/following">this page</a>.</p>`,
    );
  });
}
