import { beforeEach, describe, expect, test, vi } from "vitest";
import { LIMITS, networkOf, takePoint } from "@/lib/rate-limit";
import { database } from "@/tests/support/database";

const { member, address } = LIMITS.vote;
const key = () => crypto.randomUUID();

async function take(times: number, who: { member?: string; address: string }): Promise<void> {
  for (let time = 0; time < times; time++) await takePoint("vote", who);
}

beforeEach(() => {
  vi.useRealTimers();
});

describe("limits", () => {
  test("a member may as often as the limit says, then is refused with the seconds to wait", async () => {
    const who = { member: key(), address: key() };
    await take(member.points, who);
    const refusal = await takePoint("vote", who).catch((error) => error);
    expect(refusal).toMatchObject({ code: "too-many", status: 429 });
    expect(refusal.retryAfter).toBeGreaterThan(0);
    expect(refusal.retryAfter).toBeLessThanOrEqual(member.duration);
    expect(refusal.message).toContain(`Try again in ${refusal.retryAfter} seconds`);
  });

  test("a member's points are the same from every address, and another member has points of their own", async () => {
    const one = key();
    for (let time = 0; time < member.points; time++) await takePoint("vote", { member: one, address: key() });
    await expect(takePoint("vote", { member: one, address: key() })).rejects.toMatchObject({ code: "too-many" });
    await expect(takePoint("vote", { member: key(), address: key() })).resolves.toBeUndefined();
  });

  test("an address has points of its own, whoever comes from it", async () => {
    const shared = key();
    await Promise.all(
      Array.from({ length: address.points }, () => takePoint("vote", { member: key(), address: shared })),
    );
    await expect(takePoint("vote", { member: key(), address: shared })).rejects.toMatchObject({ code: "too-many" });
    await expect(takePoint("vote", { member: key(), address: key() })).resolves.toBeUndefined();
  });

  test("requests at once get no more points than one after the other", async () => {
    const who = { member: key(), address: key() };
    const outcomes = await Promise.allSettled(Array.from({ length: member.points + 40 }, () => takePoint("vote", who)));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(member.points);
  });

  test("the limits of one kind of write leave the others alone", async () => {
    const who = { member: key(), address: key() };
    await take(member.points, who);
    await expect(takePoint("statement", who)).resolves.toBeUndefined();
  });

  test("a point is there again when the time is over", async () => {
    const who = { member: key(), address: key() };
    await take(3, who);
    await database.rateLimit.update({
      where: { key: `vote-member:${who.member}` },
      data: { expire: BigInt(Date.now() - 1) },
    });
    await takePoint("vote", who);
    const row = await database.rateLimit.findUniqueOrThrow({ where: { key: `vote-member:${who.member}` } });
    expect(row.points).toBe(1);
  });
});

describe("a limiter that cannot answer", () => {
  test("refuses while its table cannot be read", async () => {
    await database.$executeRaw`ALTER TABLE rate_limits RENAME TO rate_limits_away`;
    try {
      const refusal = await takePoint("vote", { member: key(), address: key() }).catch((error) => error);
      expect(refusal).toMatchObject({ code: "unavailable", status: 503 });
      expect(refusal.retryAfter).toBeGreaterThan(0);
    } finally {
      await database.$executeRaw`ALTER TABLE rate_limits_away RENAME TO rate_limits`;
    }
  });

  test("refuses while nobody answers at its address", async () => {
    const before = process.env.DATABASE_URL;
    vi.resetModules();
    // A port that takes no connections: 1 is nobody's.
    process.env.DATABASE_URL = "postgresql://nobody@127.0.0.1:1/nothing";
    try {
      const apart = await import("@/lib/rate-limit");
      const refused = apart.takePoint("vote", { member: key(), address: key() });
      await expect(refused).rejects.toMatchObject({ code: "unavailable", retryAfter: 60 });
    } finally {
      process.env.DATABASE_URL = before;
      vi.resetModules();
    }
  });
});

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::9", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["64:ff9b::192.0.2.7", "64:ff9b:0:0::/64"],
  ["unknown", "unknown"],
])("%s counts as %s", (written, network) => {
  expect(networkOf(written)).toBe(network);
});
