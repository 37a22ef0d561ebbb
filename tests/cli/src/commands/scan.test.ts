import { afterEach, expect, test, vi } from "vitest";
import { scanWithProgress } from "@/cli/src/commands/scan";
import { makeFolder } from "@/tests/support/folders";

const isTerminal = Object.getOwnPropertyDescriptor(process.stderr, "isTTY");
afterEach(() => {
  vi.restoreAllMocks();
  if (isTerminal) Object.defineProperty(process.stderr, "isTTY", isTerminal);
  else Reflect.deleteProperty(process.stderr, "isTTY");
});

async function scan(files: number, isTTY: boolean): Promise<string> {
  Object.defineProperty(process.stderr, "isTTY", { value: isTTY, configurable: true });
  const written: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const folder = makeFolder(Object.fromEntries(Array.from({ length: files }, (_, place) => [`f${place}.txt`, ""])));
  expect((await scanWithProgress(folder, {})).files).toBe(files);
  return written.join("");
}

test("a large tree is counted on a terminal, and the count is wiped away", async () => {
  const shown = await scan(4100, true);
  expect(shown).toContain("\r2,000 files\r4,000 files");
  expect(shown.endsWith("\r\u001b[K")).toBe(true);
});

test.each([
  [100, true],
  [4100, false],
])("%d files say nothing where the terminal is %s", async (files, isTTY) => {
  expect(await scan(files, isTTY)).toBe("");
});
