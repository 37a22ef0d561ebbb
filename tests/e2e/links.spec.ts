import { expect, test } from "./test";

/** Every link of a page that stays on the site, without its fragment. */
for (const path of ["/", "/stackups/apache-mesos-vs-rkt", "/tools/apache-mesos", "/no-such-place"]) {
  test(`every link of the site on ${path} leads to a page, by the shortest way`, async ({ request, baseURL }) => {
    const html = await (await request.get(path)).text();
    const hrefs = [...html.matchAll(/<a\s[^>]*?href="([^"]+)"/g)].map(([, href]) => `${href}`.replaceAll("&amp;", "&"));
    const own = hrefs.map((href) => new URL(href, `${baseURL}${path}`)).filter((url) => url.origin === baseURL);
    const places = new Set(own.map((url) => `${url.pathname}${url.search}`));
    places.delete(path);
    expect(places.size).toBeGreaterThan(7);
    const wrong: string[] = [];
    for (const place of places) {
      const answer = await request.get(place, { maxRedirects: 0 });
      if (answer.status() !== 200) wrong.push(`${place}: ${answer.status()}`);
    }
    expect(wrong).toEqual([]);
  });

  test(`every link within ${path} leads to something on it`, async ({ request }) => {
    const html = await (await request.get(path)).text();
    const targets = new Set([...html.matchAll(/<a\s[^>]*?href="#([^"]+)"/g)].map(([, target]) => target));
    expect(targets.size).toBeGreaterThanOrEqual(1);
    for (const target of targets) expect(html, `#${target}`).toContain(`id="${target}"`);
  });
}

test("header and footer are the same on every page", async ({ request }) => {
  const parts = async (path: string) => {
    const html = await (await request.get(path)).text();
    return [/<header.*?<\/header>/s, /<footer.*?<\/footer>/s].map((part) => part.exec(html)?.[0]);
  };
  const home = await parts("/");
  expect(home.every(Boolean)).toBe(true);
  for (const path of ["/tools/rkt", "/search?q=rkt", "/no-such-place", "/terms"])
    expect(await parts(path)).toEqual(home);
});
