import type { MessageEvent } from './wire';

/** Whether a message is meant for a viewer: somebody answers them, or names them with an `@`. */
export function isMeantFor(event: MessageEvent, viewer: { id: string; name: string } | null): boolean {
  if (viewer === null || event.by.id === viewer.id) {
    return false;
  }
  return event.replyTo?.by === viewer.id || isNamed(event.text.toLowerCase(), viewer.name.toLowerCase());
}

function isNamed(text: string, name: string): boolean {
  for (let at = text.indexOf(`@${name}`); at !== -1; at = text.indexOf(`@${name}`, at + 1)) {
    // Hangul may follow a name at once, as in “@Mina야”; more of a word or number makes it another name or an address.
    const isOwnWord = !/[\p{L}\p{N}]$/u.test(text.slice(0, at));
    if (isOwnWord && !/^[\p{Script=Latin}\p{N}_]/u.test(text.slice(at + name.length + 1))) {
      return true;
    }
  }
  return false;
}
