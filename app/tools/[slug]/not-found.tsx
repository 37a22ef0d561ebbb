import { MissingPage } from "@/components/layout/missing-page";

export default function ToolNotFound() {
  return <MissingPage title="There is no such tool">No tool of the catalog has this name or alias.</MissingPage>;
}
