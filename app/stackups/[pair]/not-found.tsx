import { MissingPage } from "@/components/layout/missing-page";

export default function StackupNotFound() {
  return (
    <MissingPage title="There is no such stackup">
      A stackup compares two to four different tools of the catalog: <code>/stackups/apache-mesos-vs-rkt</code>. One of the
      tools in this address is not in the catalog, stands twice, or there are too many of them.
    </MissingPage>
  );
}
