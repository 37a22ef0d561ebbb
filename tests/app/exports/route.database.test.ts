import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { GET } from "@/app/exports/[file]/route";
import { writeExport } from "@/lib/exports/mutations";
import { getExport } from "@/lib/exports/queries";
import { exportFiles } from "@/lib/exports/schema";
import { site } from "@/lib/site";
import { tags } from "@/lib/tags";
import { database } from "@/tests/support/database";
import { createTool } from "@/tests/support/fixtures";
import { makeFolder } from "@/tests/support/folders";
import { takeTags } from "@/tests/support/next-cache";

afterEach(() => {
  delete process.env.EXPORT_FOLDER;
});

const ask = (file: string) =>
  GET(new Request(`${site.url}/exports/${encodeURIComponent(file)}`), { params: Promise.resolve({ file }) });

test("before the first export there is nothing to download", async () => {
  expect(await getExport()).toBeNull();
  expect((await ask("tools.csv")).status).toBe(404);
  process.env.EXPORT_FOLDER = makeFolder();
  expect(await getExport()).toBeNull();
  expect(takeTags()).toEqual([tags.datasets]);
  expect((await ask("tools.csv")).status).toBe(404);
});

test("the files of the newest export are sent whole, and no other file is", async () => {
  const folder = makeFolder({ "secret.txt": "secret", "inner/tools.csv": "inner" });
  process.env.EXPORT_FOLDER = path.join(folder, "export");
  await createTool({ slug: "rkt", name: "rkt" });
  await writeExport(database, process.env.EXPORT_FOLDER);
  const newest = await getExport();
  expect(newest?.writtenOn).toBe(new Date().toISOString().slice(0, 10));
  expect(newest?.files.map(({ name }) => name)).toEqual([...exportFiles]);
  for (const { name, bytes } of newest?.files ?? []) {
    const answer = await ask(name);
    expect([answer.status, answer.headers.get("Content-Length")]).toEqual([200, String(bytes)]);
    expect(answer.headers.get("Content-Disposition")).toBe(`attachment; filename="${name}"`);
    expect((await answer.arrayBuffer()).byteLength).toBe(bytes);
  }
  expect(await (await ask("tools.csv")).text()).toContain("rkt,rkt,");
  for (const name of ["../secret.txt", "..%2Fsecret.txt", "secret.txt", "inner/tools.csv", "", "."])
    expect((await ask(name)).status).toBe(404);
});
