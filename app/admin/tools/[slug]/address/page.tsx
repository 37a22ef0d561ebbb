import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { ToolAddressForms } from "@/components/admin/tool-address-forms";
import { isEditor } from "@/lib/members/rules";
import { getManagedTool } from "@/lib/merges/queries";
import { getViewer } from "@/lib/session";

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

// Made for each request: it is for editors.
export const instant = false;

export const metadata: Metadata = { title: "Address of a tool", robots: { index: false, follow: false } };

const DONE: Record<string, string> = {
  renamed: "The tool has its new address. The former one leads to it, and so do those of its stackups.",
  remove: "The tool is off the site. Nothing of it is lost.",
  "bring-back": "The tool is back on the site.",
};

export default async function AddressPage({ params, searchParams }: Props) {
  const [{ slug }, query, sent] = await Promise.all([params, searchParams, headers()]);
  const viewer = await getViewer(sent);
  if (!viewer || !isEditor(viewer))
    return <EditorsOnly viewer={viewer} title="Address of a tool" next={`/admin/tools/${slug}/address`} />;
  const tool = await getManagedTool(slug);
  if (!tool) notFound();
  return (
    <AdminPage
      viewer={viewer}
      title={`Address of ${tool.name}`}
      current="/admin/tools"
      opening={
        tool.isRemoved
          ? `An editor took it off the site; /tools/${tool.slug} answers that there is no such tool.`
          : `It stands at /tools/${tool.slug}.`
      }
      notice={typeof query.done === "string" ? DONE[query.done] : null}
    >
      <ToolAddressForms tool={tool} />
    </AdminPage>
  );
}
