export { type Decoded, decodeEntry, encodeLease, encodeValue, type EntryMeta, readMeta } from './envelope';
