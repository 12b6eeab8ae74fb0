import type { Protocol } from '../schedule/protocol.ts';
import { protocolSchema } from '../schedule/protocol-schema.ts';

/** Six random beeps a day for seven days, everything else as in specification section 5. */
export const defaultProtocol: Protocol = protocolSchema.parse({
  waves: [{ name: 'main', startDay: 1, days: 7 }],
  schedules: [{ kind: 'signal', name: 'day' }],
});
