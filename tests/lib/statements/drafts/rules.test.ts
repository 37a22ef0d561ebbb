import { describe, expect, test } from "vitest";
import { EDIT_MINUTES, faultsOf, formPath, mayEdit, statementPath, whyNoWrite } from "@/lib/statements/drafts/rules";

describe("editing", () => {
  const now = new Date("2026-11-22T12:00:00Z");
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

  test("is open to all statements that are young, and to older ones for which nobody else voted", () => {
    expect(mayEdit({ createdAt: ago(EDIT_MINUTES - 1), othersVoted: true }, now)).toBe(true);
    expect(mayEdit({ createdAt: ago(EDIT_MINUTES), othersVoted: true }, now)).toBe(false);
    expect(mayEdit({ createdAt: ago(100_000), othersVoted: false }, now)).toBe(true);
  });
});

describe("the address of a form", () => {
  const typed = { text: "Easy scaling & more", note: "", version: "v2", source: "" };

  test("carries what was typed, without what is empty", () => {
    const url = new URL(formPath("/tools/rkt/statements/new", typed, { kind: "con" }), "https://example.org");
    expect(Object.fromEntries(url.searchParams)).toEqual({
      checked: "1",
      kind: "con",
      text: "Easy scaling & more",
      version: "v2",
    });
  });

  test("leaves out a note that no address can carry, and says so", () => {
    const note = "簡".repeat(2000);
    const path = formPath("/tools/rkt/statements/new", { ...typed, note }, { kind: "pro" });
    expect(path.length).toBeLessThan(12_000);
    expect(new URL(path, "https://example.org").searchParams.get("lost")).toBe("note");
    expect(path).not.toContain("note=");
  });

  test("stays short whatever was sent", () => {
    const huge = {
      text: "簡".repeat(4000),
      note: "簡".repeat(4000),
      version: "簡".repeat(4000),
      source: "簡".repeat(4000),
    };
    expect(formPath("/tools/rkt/statements/new", huge).length).toBeLessThan(16_000);
  });
});

test("faults are told by field", () => {
  const faults = faultsOf({ text: "a", note: "", version: "", source: "javascript:alert(1)" });
  expect(Object.keys(faults).sort()).toEqual(["source", "text"]);
  expect(faultsOf({ text: "Easy scaling", note: "", version: "", source: "" })).toEqual({});
});

test("a statement stands on its tool's page", () => {
  expect(statementPath("rkt", 12)).toBe("/tools/rkt#statement-12");
});

test("who may not write learns why", () => {
  const viewer = {
    id: "a",
    handle: "ann",
    email: "ann@example.org",
    emailVerified: true,
    role: "member" as const,
    bannedAt: null,
    createdAt: new Date("2026-01-15T00:00:00Z"),
  };
  expect(whyNoWrite(viewer)).toBeNull();
  expect(whyNoWrite({ ...viewer, emailVerified: false })).toMatch(/confirm/i);
  expect(whyNoWrite({ ...viewer, bannedAt: new Date("2026-01-16T00:00:00Z") })).toMatch(/closed/);
});
