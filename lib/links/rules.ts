import ipaddr from "ipaddr.js";
import { formatNumberOf } from "@/lib/format";

/** True for http and https on their own ports, without a name and a password: nothing else is ever asked. */
export function isProbeable(url: URL): boolean {
  const isWeb = url.protocol === "http:" || url.protocol === "https:";
  const isUsualPort = ["", "80", "443"].includes(url.port);
  return isWeb && isUsualPort && url.username === "" && url.password === "";
}

/** True for an IP address of the public net: neither private, local, shared nor reserved, whatever form hides it. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // IPv4 that is wrapped in IPv6 is what it wraps.
  const plain = ipaddr.process(address);
  if (plain.range() !== "unicast") return false;
  return plain.kind() === "ipv4" || plain.match(ipaddr.parseCIDR("2000::/3"));
}

/** True for a status with which a page says that it is not there. Whoever refuses robots is there. */
export function isDeadStatus(status: number): boolean {
  return status === 404 || status === 410 || status >= 500;
}

/** What is remembered of a link. */
export type LinkState = { failedDays: number; failingSince: Date | null; checkedAt: Date; deadSince: Date | null };

/** On so many days in a row a link must fail to count as dead: servers have bad days. */
const DEAD_AFTER = 3;

/** What is remembered after one more check. A second failure of one day (UTC) changes nothing. */
export function judgeLink(before: LinkState | null, isFailure: boolean, now: Date): LinkState {
  if (!isFailure) return { failedDays: 0, failingSince: null, deadSince: null, checkedAt: now };
  const dayOf = (moment: Date) => moment.toISOString().slice(0, 10);
  const isSameDay = before !== null && before.failedDays > 0 && dayOf(before.checkedAt) === dayOf(now);
  const failedDays = (before?.failedDays ?? 0) + (isSameDay ? 0 : 1);
  const failingSince = before?.failingSince ?? now;
  return { failedDays, failingSince, deadSince: failedDays >= DEAD_AFTER ? failingSince : null, checkedAt: now };
}

/** What a run of the link check did, in numbers of addresses. */
export type LinkReport = { checked: number; failing: number; dead: number; left: number; isOffline: boolean };

/** `120 addresses checked, 3 failing, 1 of them dead; 40 left for the next run` */
export function describeLinkChecks({ checked, failing, dead, left, isOffline }: LinkReport): string {
  if (isOffline) return "no host answered: this machine seems to have no way to the net, so nothing was noted";
  const rest = left > 0 ? `; ${left} left for the next run` : "";
  return `${formatNumberOf(checked, "address", "addresses")} checked, ${failing} failing, ${dead} of them dead${rest}`;
}
