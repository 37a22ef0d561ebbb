import type { ReactNode } from "react";
import { Breadcrumb } from "@/components/layout/breadcrumb";
import { SourceList } from "@/components/layout/source-list";
import { SpriteScope } from "@/components/tools/sprite-scope";
import { ToolHead } from "@/components/tools/tool-head";
import type { Sprite } from "@/lib/logos/rules";
import { indexSources } from "@/lib/sources/rules";
import type { ToolPage } from "@/lib/tools/schema";

/** `name` is what the page is called on the way to it, `title` what it calls itself. */
type Props = { tool: ToolPage; sprite: Sprite | null; path: string; name: string; title: string; children: ReactNode };

/** A page about one side of a tool: the way to it, the tool's head, and below the page's own parts its sources. */
export function ToolSubpage({ tool, sprite, path, name, title, children }: Props) {
  const index = indexSources(tool.lifecycle);
  return (
    <SpriteScope sprite={sprite}>
      <div className="wrap">
        <Breadcrumb
          crumbs={[
            { name: "Tools", href: "/tools" },
            { name: tool.function.name, href: `/categories/${tool.function.path}` },
            { name: tool.name, href: `/tools/${tool.slug}` },
            { name, href: path },
          ]}
        />
        <ToolHead tool={tool} sprite={sprite} index={index} current={path} title={title} />
        {children}
        <SourceList index={index} />
      </div>
    </SpriteScope>
  );
}
