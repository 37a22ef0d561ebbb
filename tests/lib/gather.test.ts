import { expect, test } from "vitest";
import { gather } from "@/lib/gather";

/** Work that ends when it is told, and what it was given. */
function heldWork() {
  const given: number[][] = [];
  const ends: (() => void)[] = [];
  const double = gather(async (numbers: number[]) => {
    given.push(numbers);
    await new Promise<void>((resolve) => ends.push(resolve));
    if (numbers.includes(13)) throw new Error("thirteen");
    return numbers.map((number) => 2 * number);
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const end = async () => {
    ends.shift()?.();
    await turn();
  };
  return { given, double, end, turn };
}

test("calls of one turn go together, and each gets its own result", async () => {
  const { given, double, end, turn } = heldWork();
  const all = Promise.all([double(1), double(2), double(1)]);
  await turn();
  await end();
  expect(await all).toEqual([2, 4, 2]);
  expect(given).toEqual([[1, 2, 1]]);
});

test("calls that come while work is under way go together in the next, which begins after them", async () => {
  const { given, double, end, turn } = heldWork();
  const first = double(1);
  await turn();
  const later = [double(2)];
  await turn();
  later.push(double(3));
  expect(given).toEqual([[1]]);
  await end();
  expect(await first).toBe(2);
  expect(given).toEqual([[1], [2, 3]]);
  await end();
  expect(await Promise.all(later)).toEqual([4, 6]);
});

test("a failure is told to all who went together, and to nobody else", async () => {
  const { double, end, turn } = heldWork();
  const failed = [double(13), double(1)].map((call) => expect(call).rejects.toThrow("thirteen"));
  await turn();
  const next = double(2);
  await end();
  await Promise.all(failed);
  await end();
  expect(await next).toBe(4);
});

test("an answer for fewer than were asked for is an error", async () => {
  const ask = gather(async (numbers: number[]) => numbers.slice(1));
  await expect(ask(1)).rejects.toThrow("1 calls, 0 results");
});
