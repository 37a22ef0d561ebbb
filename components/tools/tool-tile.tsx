import type { Sprite } from "@/lib/logos/rules";
import type { ToolLogo } from "@/lib/tools/schema";

const COLOURS = 4;

/** The class that gives a tool its colour (`--t`) on its page: by its place in a stackup, else by its slug. */
export function toolColour(place: number | string): string {
  const number = typeof place === "number" ? place : [...place].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return `t${number % COLOURS}`;
}

type Props = {
  tool: { slug: string; name: string; logo: ToolLogo };
  /** The sprite of the SpriteScope around this tile; a tool that it lacks gets a letter. */
  sprite: Sprite | null;
  size?: "m" | "s" | "xs";
  place?: number;
};

/** A tool's logo on a white tile, or its first letter on its colour. It stands beside the name, so it is silent. */
export function ToolTile({ tool, sprite, size = "m", place }: Props) {
  const shape = size === "m" ? "" : ` ${size}`;
  const logo = sprite?.placeOf(tool.slug) ?? null;
  if (logo !== null) return <span className={`tile logo${shape}`} style={{ "--i": logo }} aria-hidden="true" />;
  return (
    <span className={`tile${shape} ${toolColour(place ?? tool.slug)}`} aria-hidden="true">
      {tool.name.charAt(0)}
    </span>
  );
}
