import type { ReactNode } from "react";
import { PageFrame } from "@/components/layout/page-frame";

type Props = { title: string; opening?: ReactNode; notice?: string | null; children: ReactNode };

/** The frame of the pages about one's account. */
export function AccountPage(props: Props) {
  return <PageFrame {...props} isNarrow />;
}
