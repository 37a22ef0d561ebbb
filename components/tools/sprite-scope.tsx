import type { ReactNode } from "react";
import type { Sprite } from "@/lib/logos/rules";

/** Names the page's logo file once, for all tiles inside. */
export function SpriteScope({ sprite, children }: { sprite: Sprite | null; children: ReactNode }) {
  if (!sprite) return children;
  return <div style={{ "--sprite": `url("${sprite.url}")`, "--logos": sprite.size }}>{children}</div>;
}
