import { notFound } from "next/navigation";
import { ImageResponse } from "next/og";
import { SHARE_IMAGE_SIZE, ShareImage } from "@/components/og/share-image";
import { capitalise } from "@/lib/format";
import { getTool } from "@/lib/tools/queries";
import { lifecycleText } from "@/lib/tools/rules";

export const size = SHARE_IMAGE_SIZE;
export const contentType = "image/png";
export const alt = "The tool, what it is and whether it lives";

export default async function ToolImage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params;
  const tool = await getTool(slug);
  if (!tool) notFound();
  return new ImageResponse(
    <ShareImage
      above={capitalise(tool.kind)}
      names={[tool.name]}
      lines={[tool.tagline, lifecycleText(tool.lifecycle)].filter(Boolean)}
    />,
    size,
  );
}
