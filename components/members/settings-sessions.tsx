import { AccountForm } from "@/components/members/account-form";
import { SectionHead } from "@/components/ui/section-head";
import { formatNumberOf, formatPartialDate } from "@/lib/format";
import type { MemberSession } from "@/lib/members/schema";

type Props = { sessions: MemberSession[]; currentId: string };

/** Where the member is signed in, and a way to end it everywhere. */
export function SettingsSessions({ sessions, currentId }: Props) {
  return (
    <section className="section" aria-labelledby="sessions">
      <SectionHead id="sessions" title="Sessions">
        {formatNumberOf(sessions.length, "device")}
      </SectionHead>
      <table className="facts">
        <thead className="sr-only">
          <tr>
            <th scope="col">Device</th>
            <th scope="col">Address and time</th>
          </tr>
        </thead>
        <tbody>
          {sessions.map(({ id, device, address, since }) => (
            <tr key={id}>
              <th scope="row">{device}</th>
              <td>
                {address}, since{" "}
                <time dateTime={since.toISOString()}>{formatPartialDate(since.toISOString().slice(0, 10))}</time>
                {id === currentId && " · this device"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="mt-4">
        <AccountForm action="/account/sign-out-everywhere">
          <p>
            <button className="button quiet" type="submit">
              Sign out everywhere
            </button>
          </p>
          <small>This device included. A session ends by itself after 30 days.</small>
        </AccountForm>
      </div>
    </section>
  );
}
