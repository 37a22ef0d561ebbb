import { visitorRoute } from "@/lib/action";
import { startGithubSignIn } from "@/lib/auth";
import { githubSchema } from "@/lib/members/schema";

const start = visitorRoute(githubSchema, "sign-in", async ({ input }) => {
  const { url, headers } = await startGithubSignIn(input.next);
  return { goTo: url, body: { goTo: url }, headers };
});

/** The way to GitHub and, with the cookies set here, back. */
export async function POST(request: Request): Promise<Response> {
  const answer = await start(request);
  const url = answer.headers.get("location");
  if (answer.status !== 303 || !url || url.startsWith("/")) return answer;
  // Browsers hold the redirect of a form to form-action 'self', so the form gets a page that goes on by itself.
  const headers = new Headers(answer.headers);
  headers.delete("location");
  headers.set("Content-Type", "text/html; charset=utf-8");
  const href = url.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="/icon.svg"><meta http-equiv="refresh" content="0;url=${href}"><title>To GitHub</title><p><a href="${href}">On to GitHub</a></p></html>`;
  return new Response(page, { status: 200, headers });
}
