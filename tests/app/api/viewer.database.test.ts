import { describe, expect, test } from "vitest";
import { GET } from "@/app/api/viewer/route";
import { site } from "@/lib/site";
import { database } from "@/tests/support/database";
import { createMember, createSession, createVotedTool, sessionCookie, signIn } from "@/tests/support/members";

function ask(tools: string, cookie?: string): Promise<Response> {
  const headers = new Headers(cookie ? { Cookie: cookie } : {});
  return GET(new Request(`${site.url}/api/viewer?tools=${encodeURIComponent(tools)}`, { headers }));
}

const nobody = { member: null, votes: [], follows: [] };

describe("/api/viewer", () => {
  test("tells a member what is theirs on a page, and nothing of other tools or members", async () => {
    const [shown, other] = [await createVotedTool({ pros: [0, 0] }), await createVotedTool()];
    const [own, stranger] = [await createMember(), await createMember()];
    const [first = 0, second = 0] = shown.statements;
    await database.vote.createMany({
      data: [
        { memberId: own, statementId: first },
        { memberId: own, statementId: other.statements[0] ?? 0 },
        { memberId: stranger, statementId: second },
      ],
    });
    await database.follow.createMany({
      data: [
        { memberId: own, toolId: shown.id },
        { memberId: own, toolId: other.id },
      ],
    });
    const answer = await ask(shown.slug, await signIn(own));
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(await answer.json()).toMatchObject({
      member: { handle: expect.any(String), isVerified: true },
      votes: [first],
      follows: [shown.slug],
    });
  });

  test.each([
    ["nobody", undefined],
    ["a made-up token", sessionCookie("madeup0123456789madeup0123456789")],
  ])("tells %s nothing", async (_, cookie) => {
    expect(await (await ask("rkt", cookie)).json()).toMatchObject(nobody);
  });

  test("tells nothing after the session has ended", async () => {
    const cookie = await signIn(await createMember(), new Date(Date.now() - 1000));
    expect(await (await ask("rkt", cookie)).json()).toMatchObject(nobody);
  });

  test("tells nothing for the token of another account under one's own signature", async () => {
    const [own, other] = [await createSession(await createMember()), await createSession(await createMember())];
    expect(await (await ask("rkt", sessionCookie(other, process.env.AUTH_SECRET, own))).json()).toMatchObject(nobody);
  });

  test.each(["", "a,b,c,d,e", "../../etc", "<script>", "a'--", ","])(
    "asked for tools it cannot know (%s), tells none",
    async (tools) => {
      const answer = await ask(tools, await signIn(await createMember()));
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({ votes: [], follows: [] });
    },
  );
});
