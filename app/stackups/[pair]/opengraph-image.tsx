import { notFound } from "next/navigation";
import { ImageResponse } from "next/og";
import { SHARE_IMAGE_SIZE, ShareImage } from "@/components/og/share-image";
import { getStackup } from "@/lib/stackups/queries";
import { lifecycleLabel } from "@/lib/tools/rules";

export const size = SHARE_IMAGE_SIZE;
export const contentType = "image/png";
export const alt = "The compared tools, what each is and whether it lives";

export default async function StackupImage({ params }: { params: Promise<{ pair: string }> }) {
  const { pair } = await params;
  const stackup = await getStackup(pair);
  if (!stackup || "canonical" in stackup) notFound();
  const { tools } = stackup;
  return new ImageResponse(
    <ShareImage
      above="What are the differences?"
      names={tools.map((tool) => tool.name)}
      lines={tools.map((tool) => `${tool.name}: ${tool.kind}, ${lifecycleLabel(tool.lifecycle)}`)}
    />,
    size,
  );
}
