import { clientAddress } from "@/lib/action";
import { auth } from "@/lib/auth";
import { answerOauth, readOauth } from "@/lib/oauth";
import { takePoint } from "@/lib/rate-limit";
import { deviceCodeSchema } from "@/lib/tokens/devices/schema";

/** A program asks for a code that a member confirms in the browser (RFC 8628, 3.1). */
export function POST(request: Request): Promise<Response> {
  return answerOauth(async () => {
    await takePoint("device", { address: clientAddress(request.headers) });
    const { client_id, scope } = await readOauth(request, deviceCodeSchema);
    return auth().api.deviceCode({ body: { client_id, scope: scope.join(" ") } });
  });
}
