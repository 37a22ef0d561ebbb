import fc from "fast-check";
import { expect, test } from "vitest";
import { handleSchema, nameSchema, noticesSchema, returnPathSchema } from "@/lib/members/schema";

const isHandle = (handle: string) => handleSchema.safeParse(handle).success;

test("a handle has letters of one script, and is stored in lower case", () => {
  expect(handleSchema.parse(" Ann-Marie ")).toBe("ann-marie");
  // Cyrillic a, Kelvin sign, full-width letters, a dash that is none, a letter with an accent.
  for (const handle of ["аnn", "\u212Aate", "ａｎｎ", "ann‑marie", "ánn", "ann_marie", "ann.marie", "ann marie", ""]) {
    expect(isHandle(handle), handle).toBe(false);
  }
});

test("reserved words are refused, also when written with digits or dashes that pass for their letters", () => {
  for (const handle of ["admin", "Admin", "adm1n", "ad-min", "s1destack", "supp0rt", "rnail", "edit0r", "deleted"]) {
    expect(isHandle(handle), handle).toBe(false);
  }
  for (const handle of ["administered", "ann", "0x0", "marine", "a-1-b"]) expect(isHandle(handle), handle).toBe(true);
});

test("whatever is accepted as a return path stays on this site", () => {
  const odd = fc.string({
    unit: fc.constantFrom("/", "\\", ".", "@", ":", "?", "#", "a", "\t", "\n", " ", "%2f", "\0"),
  });
  fc.assert(
    fc.property(fc.oneof(odd, fc.webUrl(), fc.string()), (text) => {
      const url = new URL(returnPathSchema.parse(text), "https://here.example");
      expect(url.origin).toBe("https://here.example");
    }),
    { numRuns: 2000 },
  );
});

test("a name is one line without control and direction marks", () => {
  expect(nameSchema.parse("  Zoë Ålander 王 ")).toBe("Zoë Ålander 王");
  for (const name of ["", " ", "a\nb", "a\u202eb", "a\u200bb", "x".repeat(61)]) {
    expect(nameSchema.safeParse(name).success, JSON.stringify(name)).toBe(false);
  }
});

test("a checkbox that is not sent is off", () => {
  expect(noticesSchema.parse({})).toEqual({ wantsDigest: false, showsVotes: false });
  expect(noticesSchema.parse({ wantsDigest: "on", showsVotes: true })).toEqual({ wantsDigest: true, showsVotes: true });
});
