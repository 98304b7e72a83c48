/** 16 random bytes in hex. Unlike `crypto.randomUUID` this works on plain-HTTP origins too. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
