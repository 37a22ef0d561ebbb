import type { Metadata } from "next";
import { headers } from "next/headers";
import { AdminPage } from "@/components/admin/admin-page";
import { EditorsOnly } from "@/components/admin/editors-only";
import { WaitingTable } from "@/components/admin/waiting-table";
import { isEditor } from "@/lib/members/rules";
import { getWaiting } from "@/lib/overview/queries";
import { getViewer } from "@/lib/session";

// Made for each request: it is for editors.
export const instant = false;

export const metadata: Metadata = { title: "Admin", robots: { index: false, follow: false } };

export default async function OverviewPage() {
  const viewer = await getViewer(await headers());
  if (!viewer || !isEditor(viewer)) return <EditorsOnly viewer={viewer} title="Admin" next="/admin" />;
  const waiting = await getWaiting();
  return (
    <AdminPage viewer={viewer} title="What waits" current="/admin">
      <WaitingTable waiting={waiting} />
    </AdminPage>
  );
}
