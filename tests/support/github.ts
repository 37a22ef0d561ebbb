import { createServer } from "node:http";

/** Who signs in at the stand-in for GitHub. */
export type GithubPerson = { id: number; login: string; name: string; email: string; verified: boolean };

/**
 * Starts a stand-in for GitHub, at which whoever `person` names now agrees to everything at once. Browsers are sent back to
 * `site` where it is given: a site under test may run at another address than the one that it takes for its own.
 */
export async function startGithub(
  person: () => GithubPerson,
  site?: string,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const github = createServer((request, response) => {
    const asked = new URL(request.url ?? "/", "http://localhost");
    request.resume();
    if (asked.pathname === "/login/oauth/authorize") {
      const back = new URL(asked.searchParams.get("redirect_uri") ?? "/", site);
      const way = new URL(back.pathname, site ?? back.origin);
      way.search = String(new URLSearchParams({ code: "code", state: asked.searchParams.get("state") ?? "" }));
      response.writeHead(302, { Location: way.href }).end();
      return;
    }
    const { id, login, name, email, verified } = person();
    const answers: Record<string, unknown> = {
      "/login/oauth/access_token": {
        access_token: "a token of the stand-in",
        token_type: "bearer",
        scope: "user:email",
      },
      "/user": { id, login, name, email: null, avatar_url: "https://a.example/1" },
      "/user/emails": [{ email, primary: true, verified }],
    };
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(answers[asked.pathname]));
  });
  await new Promise<void>((resolve) => github.listen(0, "127.0.0.1", resolve));
  const address = github.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    stop: () => new Promise((resolve) => github.close(() => resolve())),
  };
}

/** The settings with which a site signs in at a stand-in. */
export function githubSettings(url: string) {
  return { GITHUB_CLIENT_ID: "id", GITHUB_CLIENT_SECRET: "secret", GITHUB_URL: url, GITHUB_API_URL: url };
}
