import { SignInFirst } from "@/components/statements/sign-in-first";
import { isEditor } from "@/lib/members/rules";
import type { Viewer } from "@/lib/members/schema";

/** What the admin area shows to everybody else: a way to sign in, or that it is for editors. */
export function EditorsOnly({ viewer, title, next }: { viewer: Viewer | null; title: string; next: string }) {
  if (!viewer) return <SignInFirst title={title} next={next} />;
  return (
    <div className="wrap narrow">
      <div className="title mt-6">
        <h1>{title}</h1>
        <p>
          {isEditor(viewer) ? "This page is for admins." : "This page is for editors."} An admin of this site can make
          you one.
        </p>
      </div>
    </div>
  );
}
