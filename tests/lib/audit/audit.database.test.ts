import { beforeEach, describe, expect, test } from "vitest";
import { recordAudit } from "@/lib/audit/mutations";
import { listAuditActions, listAuditEntries } from "@/lib/audit/queries";
import { ENTRIES_PER_PAGE } from "@/lib/audit/schema";
import { database, emptyDatabase } from "@/tests/support/database";
import { createMember } from "@/tests/support/members";

beforeEach(emptyDatabase);

const all = { action: "", actor: "", before: null };

async function note(action: string, name: string, id: string | null = null): Promise<void> {
  await recordAudit(database, { actor: { id, name }, action, subject: "somebody", details: { from: 1 } });
}

describe("the log", () => {
  test("keeps who, what, to whom and when, newest first", async () => {
    const id = await createMember();
    await note("ban", "anna", id);
    await note("import", "import of cncf");
    const { entries, next } = await listAuditEntries(all);
    expect(entries.map(({ actor, action, handle }) => [actor, action, handle])).toEqual([
      ["import of cncf", "import", null],
      ["anna", "ban", expect.stringMatching(/^member-/)],
    ]);
    expect(entries[0]).toMatchObject({ subject: "somebody", details: { from: 1 }, createdAt: expect.any(Date) });
    expect(next).toBeNull();
  });

  test("is filtered by action and by a part of the actor's name", async () => {
    await note("ban", "anna");
    await note("role", "Annabel");
    await note("ban", "paul");
    const found = async (more: object) =>
      (await listAuditEntries({ ...all, ...more })).entries.map((entry) => `${entry.actor}: ${entry.action}`);
    expect(await found({ action: "ban" })).toEqual(["paul: ban", "anna: ban"]);
    expect(await found({ actor: "ANNA" })).toEqual(["Annabel: role", "anna: ban"]);
    expect(await found({ actor: "anna", action: "ban" })).toEqual(["anna: ban"]);
    expect(await found({ actor: "%" })).toEqual([]);
    expect(await listAuditActions()).toEqual(["ban", "role"]);
  });

  test("is read in pages that leave nothing out and repeat nothing", async () => {
    const count = ENTRIES_PER_PAGE + 3;
    for (let nr = 0; nr < count; nr++) await note(`action ${nr}`, "anna");
    const first = await listAuditEntries(all);
    expect(first.entries).toHaveLength(ENTRIES_PER_PAGE);
    const second = await listAuditEntries({ ...all, before: first.next });
    expect(second.next).toBeNull();
    const seen = [...first.entries, ...second.entries].map((entry) => entry.action);
    expect(seen).toEqual(Array.from({ length: count }, (_, nr) => `action ${count - 1 - nr}`));
  });
});

describe("in the database, an entry", () => {
  beforeEach(() => note("ban", "anna"));

  test.each([
    ["changed", () => database.auditEntry.updateMany({ data: { action: "none" } })],
    ["backdated", () => database.$executeRaw`UPDATE audit_entries SET created_at = created_at - interval '1 day'`],
    ["deleted", () => database.auditEntry.deleteMany()],
    ["deleted by SQL", () => database.$executeRaw`DELETE FROM audit_entries`],
  ])("cannot be %s", async (_, change) => {
    await expect(change()).rejects.toThrow(/append-only/);
    expect(await database.auditEntry.count({ where: { action: "ban" } })).toBe(1);
  });

  test("outlives the account of who did it, with the name", async () => {
    const id = await createMember();
    await note("role", "paul", id);
    await database.member.delete({ where: { id } });
    const [entry] = (await listAuditEntries(all)).entries;
    expect(entry).toMatchObject({ actor: "paul", handle: null, action: "role" });
  });

  test("is not there when what it tells was not done", async () => {
    const failed = database.$transaction(async (tx) => {
      await recordAudit(tx, { actor: { id: null, name: "anna" }, action: "role", subject: "paul" });
      throw new Error("not done");
    });
    await expect(failed).rejects.toThrow("not done");
    expect(await database.auditEntry.count()).toBe(1);
  });
});
