import { MissingPage } from "@/components/layout/missing-page";

export default function NotFound() {
  return <MissingPage title="There is no page here">The address may be mistyped, or what stood here was renamed or removed.</MissingPage>;
}
