import pg from "pg";
import { test } from "vitest";
import { getStackup } from "@/lib/stackups/queries";
import { getTool, listTools } from "@/lib/tools/queries";
import { seed } from "@/prisma/seed";
import { database } from "@/tests/support/database";

test("x", async () => {
  let t = Date.now();
  console.log(await seed(process.env.DATABASE_URL ?? ""), Date.now() - t);
  t = Date.now();
  console.log(await seed(process.env.DATABASE_URL ?? ""), Date.now() - t);
  for (const sort of ["votes", "stars", "name", "newest"] as const) {
    let after = "";
    const seen: string[] = [];
    let pages = 0;
    for (;;) {
      const p = await listTools("", sort, after);
      pages++;
      if (!p) break;
      seen.push(...p.tools.map((x) => x.slug));
      if (!p.next || pages > 40) break;
      after = p.next;
    }
    console.log(sort, pages, seen.length, new Set(seen).size, await database.tool.count());
  }
  const orig = pg.Client.prototype.query;
  const log: string[] = [];
  pg.Client.prototype.query = function (...a: any[]) {
    log.push(typeof a[0] === "string" ? a[0] : a[0].text);
    return (orig as any).apply(this, a);
  } as any;
  for (const p of [
    "apache-mesos-vs-rkt",
    "docker-vs-nodejs",
    "consul-vs-etcd-vs-zookeeper",
    "docker-vs-kubernetes-vs-nomad-vs-rkt",
  ]) {
    log.length = 0;
    t = Date.now();
    const s = await getStackup(p);
    console.log(p, s && Object.keys(s), log.length, Date.now() - t);
    console.log(log.map((l) => l.slice(0, 150).replace(/\s+/g, " ")).join("\n"));
  }
  log.length = 0;
  await getTool("rkt");
  console.log(log.length);
}, 300000);
