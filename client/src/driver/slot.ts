/** Number of hash slots of a cluster (https://valkey.io/topics/cluster-spec/, "Key distribution model"). */
export const SLOT_COUNT = 16_384;

/** CRC16/XMODEM, polynomial 0x1021: the checksum that the cluster specification names. */
const CRC16 = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  return crc;
});

/**
 * The hash slot of a key: of the part between the first `{` and the next `}` where that part is not empty, else of the whole key
 * (https://valkey.io/topics/cluster-spec/, "Hash tags").
 *
 * Every command passes here, so ASCII keys are read in place; only others are encoded first.
 */
export function keySlot(key: string): number {
  let start = 0;
  let end = key.length;
  const open = key.indexOf('{');
  if (open !== -1) {
    const close = key.indexOf('}', open + 1);
    if (close > open + 1) {
      start = open + 1;
      end = close;
    }
  }
  let crc = 0;
  for (let i = start; i < end; i++) {
    const code = key.charCodeAt(i);
    if (code > 127) return slotOfBytes(Buffer.from(key.slice(start, end)));
    crc = ((crc << 8) ^ (CRC16[((crc >> 8) ^ code) & 0xff] as number)) & 0xffff;
  }
  return crc % SLOT_COUNT;
}

function slotOfBytes(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = ((crc << 8) ^ (CRC16[((crc >> 8) ^ byte) & 0xff] as number)) & 0xffff;
  return crc % SLOT_COUNT;
}
