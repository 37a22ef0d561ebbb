import { site } from "@/lib/site";

type Handler = (request: Request) => Promise<Response>;

let visitors = 0;

/** A browser as far as routes can tell: it keeps cookies, says where its forms stand, and has an address of its own. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly address = `198.51.100.${++visitors}`;

  private async send(handler: Handler, request: Request): Promise<Response> {
    const response = await handler(request);
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split("; ");
      const at = pair.indexOf("=");
      const isGone = attributes.some((attribute) => attribute.toLowerCase() === "max-age=0");
      if (isGone) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }

  private headers(more: Record<string, string>): Headers {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return new Headers({
      "X-Client-Address": this.address,
      "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
      ...(cookie ? { Cookie: cookie } : {}),
      ...more,
    });
  }

  /** Sends a form; with `Accept: application/json` among the headers, as a script would. */
  submit(handler: Handler, fields: Record<string, string>, more: Record<string, string> = {}): Promise<Response> {
    const headers = this.headers({ Origin: site.url, ...more });
    return this.send(
      handler,
      new Request(`${site.url}/account`, { method: "POST", headers, body: new URLSearchParams(fields) }),
    );
  }

  /** The same as a script: JSON back. */
  async ask(handler: Handler, fields: Record<string, string>): Promise<{ status: number; body: unknown }> {
    const response = await this.submit(handler, fields, { Accept: "application/json" });
    return { status: response.status, body: await response.json() };
  }

  /** Opens an address of this site. */
  open(handler: Handler, url: string): Promise<Response> {
    return this.send(handler, new Request(new URL(url, site.url), { headers: this.headers({}) }));
  }

  get isSignedIn(): boolean {
    return this.cookies.has("sidestack.session_token");
  }
}
