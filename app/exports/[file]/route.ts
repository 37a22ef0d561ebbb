import { getExportFile } from "@/lib/exports/queries";
import { exportFileType } from "@/lib/exports/rules";
import { exportFileSchema } from "@/lib/exports/schema";

type Props = { params: Promise<{ file: string }> };

/** A file of the newest export, for everybody: one of a few names, and no path. */
export async function GET(_: Request, { params }: Props): Promise<Response> {
  const name = exportFileSchema.safeParse((await params).file).data;
  const file = name ? await getExportFile(name) : null;
  if (!file) return new Response("There is no such file: /licences lists those that there are.\n", { status: 404 });
  return new Response(file.body, {
    headers: {
      "Content-Type": exportFileType(file.name),
      "Content-Length": String(file.bytes),
      "Content-Disposition": `attachment; filename="${file.name}"`,
      "Last-Modified": new Date(file.writtenAt).toUTCString(),
      "Cache-Control": "public, max-age=300",
    },
  });
}
