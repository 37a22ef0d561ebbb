import type { Metadata } from "next";
import { TextPage } from "@/components/layout/text-page";
import { site } from "@/lib/site";

export const metadata: Metadata = {
  title: "Contact",
  description: "How to reach the people who run this instance, and how to report a wrong fact.",
  alternates: { canonical: "/contact" },
};

export default function ContactPage() {
  return (
    <TextPage
      title="Contact"
      opening="This instance is run by whoever gave you its address; the software is shared by many such instances."
    >
      {site.contactEmail ? (
        <p>
          Write to the operator of this instance at <a href={`mailto:${site.contactEmail}`}>{site.contactEmail}</a>.
        </p>
      ) : (
        <p>
          The operator of this instance has not set an address. If that is you, set <code>CONTACT_EMAIL</code> and start
          the site again; it will stand here.
        </p>
      )}
      <h2>Something is wrong on a page</h2>
      <p>
        Name the page, the number of the source mark, and a public page that says otherwise. A claim whose source does
        not bear it out is removed; a claim with a better source is replaced.
      </p>
      <h2>Logos and names</h2>
      <p>
        Names and logos of tools belong to their owners and stand here only to name the tools. An owner who wants a logo
        removed is asked for the tool’s name and nothing else.
      </p>
    </TextPage>
  );
}
