import { expect, test } from "vitest";
import { voteSchema } from "@/lib/statements/schema";

test("a vote is said by a script with its wish, and by a button without one", () => {
  expect(voteSchema.parse({ statement: 12, want: "withdraw" })).toEqual({ statement: 12, want: "withdraw" });
  expect(voteSchema.parse({ toggle: "12" })).toEqual({ statement: 12, want: "toggle" });
  for (const sent of [
    { toggle: "0" },
    { toggle: "x" },
    { statement: 12 },
    { statement: 12, want: "double" },
    null,
    "12",
  ])
    expect(voteSchema.safeParse(sent).success, JSON.stringify(sent)).toBe(false);
});
