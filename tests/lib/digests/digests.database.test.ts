import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { GET, POST } from "@/app/unsubscribe/route";
import { sendDueDigests, setDigest } from "@/lib/digests/mutations";
import { setFollow } from "@/lib/follows/mutations";
import { type Mail, sendMail } from "@/lib/mail";
import { signToken } from "@/lib/token";
import { database } from "@/tests/support/database";
import { createMember, createVotedTool } from "@/tests/support/members";

const DAY = 86_400_000;
const now = new Date("2026-05-15T03:00:00Z");
const daysFrom = (days: number) => new Date(now.getTime() + days * DAY);

/** A member who asked for the digest and follows a tool in which something changed a day ago. */
async function createReader(member: Parameters<typeof createMember>[0] = {}) {
  const tool = await createVotedTool();
  const id = await createMember(member);
  await setDigest(database, id, true);
  await setFollow(database, { memberId: id, toolSlug: tool.slug, follows: true });
  await addEvent(tool, "Now archived, 14 May 2026; before: active.", -1);
  const { email } = await database.member.findUniqueOrThrow({ where: { id }, select: { email: true } });
  return { id, email, tool };
}

async function addEvent(tool: { id: number; slug: string }, text: string, days: number): Promise<void> {
  const data = { toolId: tool.id, kind: "lifecycle" as const, text, path: `/tools/${tool.slug}` };
  await database.toolEvent.create({ data: { ...data, happenedAt: daysFrom(days) } });
}

async function send(at: Date): Promise<Mail[]> {
  const mails: Mail[] = [];
  await sendDueDigests(database, at, async (mail) => void mails.push(mail));
  return mails;
}

afterEach(async () => {
  await database.member.updateMany({ data: { wantsDigest: false } });
});

describe("sendDueDigests", () => {
  test("tells what changed in the last week in followed tools, and nothing else", async () => {
    const { email, tool } = await createReader();
    await addEvent(tool, "Older than a week.", -8);
    await addEvent(await createVotedTool(), "Of a tool that nobody follows.", -1);
    const [mail, ...rest] = await send(now);
    expect(rest).toEqual([]);
    expect(mail).toMatchObject({ to: email, subject: "1 change in the tools that you follow" });
    expect(mail?.text).toContain("Now archived, 14 May 2026");
    expect(mail?.text).toContain(`/tools/${tool.slug}`);
    expect(mail?.text).not.toMatch(/Older than|nobody follows/);
  });

  test("comes once a week, and then without what it told before", async () => {
    const { tool } = await createReader();
    expect(await send(now)).toHaveLength(1);
    expect(await send(now)).toEqual([]);
    await addEvent(tool, "Changed again.", 2);
    expect(await send(daysFrom(3))).toEqual([]);
    // Some minutes earlier in the night than a week before.
    const [second] = await send(new Date(daysFrom(7).getTime() - 300_000));
    expect(second?.text).toContain("Changed again.");
    expect(second?.text).not.toContain("Now archived");
  });

  test("two runs at once send one", async () => {
    await createReader();
    const runs = await Promise.all([send(now), send(now), send(now)]);
    expect(runs.flat()).toHaveLength(1);
  });

  test("nothing goes out when nothing changed", async () => {
    const { id } = await createReader();
    await database.toolEvent.deleteMany();
    expect(await send(now)).toEqual([]);
    expect(await database.member.findUnique({ where: { id } })).toMatchObject({ digestSentAt: null });
  });

  test.each([
    ["banned members", { bannedAt: now }],
    ["addresses that are not confirmed", { emailVerified: false }],
  ])("not to %s", async (_, member) => {
    await createReader(member);
    expect(await send(now)).toEqual([]);
  });

  test("a refused mail is reported, keeps nobody else from theirs, and is tried again", async () => {
    const readers = [await createReader(), await createReader()];
    const mails: string[] = [];
    const report = await sendDueDigests(database, now, async (mail) => {
      if (mail.to === readers[0]?.email) throw new Error("550 no such mailbox");
      mails.push(mail.to);
    });
    expect(mails).toEqual([readers[1]?.email]);
    expect(report.sent).toBe(1);
    expect(report.failed).toEqual([{ handle: expect.any(String), reason: "550 no such mailbox" }]);
    expect((await send(daysFrom(1))).map((mail) => mail.to)).toEqual([readers[0]?.email]);
  });
});

describe("through a mail server", () => {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        received.push(Buffer.concat(parts).toString("utf8"));
        done();
      });
    },
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.server.address();
    process.env.SMTP_URL = `smtp://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  });
  afterAll(async () => {
    delete process.env.SMTP_URL;
    await new Promise<void>((resolve) => server.close(resolve));
  });

  test("the digest is plain text, carries the headers of RFC 8058, and its address ends the digests", async () => {
    const { id, email } = await createReader();
    expect(await sendDueDigests(database, now, sendMail)).toEqual({ sent: 1, failed: [] });
    expect(received).toHaveLength(1);
    const [head = "", body = ""] = (received[0] ?? "").split(/\r\n\r\n(.*)/s);
    const headers = new Map(
      head
        .replace(/\r\n[ \t]+/g, " ")
        .split("\r\n")
        .map((line): [string, string] => {
          const colon = line.indexOf(":");
          return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
        }),
    );
    expect(headers.get("to")).toBe(email);
    expect(headers.get("content-type")).toMatch(/^text\/plain; charset=utf-8/);
    expect(headers.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    const address = /^<(\S+)>$/.exec(headers.get("list-unsubscribe") ?? "")?.[1] ?? "";
    expect(address).toMatch(/\/unsubscribe\?token=[\w-]+\.[\w-]+$/);
    expect(body).toContain("What changed since");

    const answer = await POST(
      new Request(address, { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) }),
    );
    expect(answer.status).toBe(200);
    expect(await database.member.findUnique({ where: { id } })).toMatchObject({ wantsDigest: false });
  });
});

describe("/unsubscribe", () => {
  const until = () => new Date(Date.now() + DAY);
  const address = (token: string) => `http://localhost:3000/unsubscribe?token=${encodeURIComponent(token)}`;
  const click = (token: string) => POST(new Request(address(token), { method: "POST" }));
  const wants = async (id: string) => (await database.member.findUnique({ where: { id } }))?.wantsDigest;

  test("opening the link asks and changes nothing; its button ends the mail of this member only", async () => {
    const [reader, other] = [await createReader(), await createReader()];
    const token = signToken(reader.id, "digest", until());
    const page = await GET(new Request(address(token)));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<form method="post">');
    expect(page.headers.get("referrer-policy")).toBe("no-referrer");
    expect(await wants(reader.id)).toBe(true);
    expect((await click(token)).status).toBe(200);
    expect((await click(token)).status).toBe(200);
    expect([await wants(reader.id), await wants(other.id)]).toEqual([false, true]);
  });

  test("a forged, an old and another member's token are refused with 400, nothing written", async () => {
    const [reader, other] = [await createReader(), await createReader()];
    const own = signToken(reader.id, "digest", until());
    const others = signToken(other.id, "digest", until());
    const forged = `${others.split(".")[0]}.${own.split(".")[1]}`;
    const old = signToken(reader.id, "digest", new Date(Date.now() - 1000));
    for (const token of ["", "x", "<script>alert(1)</script>", forged, old]) {
      for (const answer of [await click(token), await GET(new Request(address(token)))]) {
        expect(answer.status).toBe(400);
        expect(await answer.text()).toMatch(/This link is (not valid|too old)/);
      }
    }
    expect([await wants(reader.id), await wants(other.id)]).toEqual([true, true]);
  });

  test("a member who is gone has nothing to end", async () => {
    expect((await click(signToken("nobody", "digest", until()))).status).toBe(200);
  });
});
