import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSprite, MAX_SPRITE } from "@/lib/logos/rules";

const logo = { set: "logos", icon: "a" };
const withLogo = (...slugs: string[]) => slugs.map((slug) => ({ slug, logo }));

describe("createSprite", () => {
  test("is null when no tool has a logo", () => {
    expect(createSprite([])).toBeNull();
    expect(createSprite([{ slug: "rkt", logo: null }])).toBeNull();
  });

  test("lists each logo once, in the order of the alphabet, so that pages with the same tools share a file", () => {
    const sprite = createSprite([...withLogo("rkt", "docker", "rkt"), { slug: "atmosly", logo: null }]);
    expect(sprite).toMatchObject({ url: "/logos/docker~rkt.svg", size: 2 });
    expect(["docker", "rkt", "atmosly", "nomad"].map((slug) => sprite?.placeOf(slug))).toEqual([0, 1, null, null]);
  });

  test("holds no more than the limit; the rest gets letter tiles", () => {
    const tools = withLogo(...Array.from({ length: MAX_SPRITE + 1 }, (_, index) => `tool-${1000 + index}`));
    const sprite = createSprite(tools);
    expect(sprite?.size).toBe(MAX_SPRITE);
    expect(sprite?.placeOf(`tool-${1000 + MAX_SPRITE}`)).toBeNull();
  });

  test("does not depend on the order of the tools", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 20 }), (slugs) => {
        const [sprite, turned] = [createSprite(withLogo(...slugs)), createSprite(withLogo(...slugs.toReversed()))];
        expect(turned?.url).toBe(sprite?.url);
        expect(slugs.map((slug) => sprite?.placeOf(slug)).toSorted()).toEqual([...slugs.keys()].toSorted());
      }),
    );
  });
});
