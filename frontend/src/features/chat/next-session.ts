import type { Socket } from './transport';
import { type JoinedFrame, parseServerText, type WelcomeFrame } from './wire';

export interface NextSession {
  readonly socket: Socket;
  readonly welcome: WelcomeFrame | null;
  readonly joined: JoinedFrame;
}

/**
 * Waits on a socket of its own, beside the present one, until the room is joined there; `greet` says what to send once
 * it is open. Then, or once that has failed, tells so, as the last: the socket is the caller's from then on, or closed.
 * Gives what ends it before.
 */
export function joinBeside(
  socket: Socket,
  greet: () => void,
  done: (session: NextSession | null) => void,
): () => void {
  let welcome: WelcomeFrame | null = null;
  const end = (session: NextSession | null) => {
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    if (session === null) {
      socket.close(1000);
    }
    done(session);
  };
  socket.onopen = greet;
  socket.onclose = () => end(null);
  socket.onmessage = (message) => {
    const frame = parseServerText(message.data);
    if (frame.type === 'welcome') {
      welcome = frame;
    } else if (frame.type === 'joined') {
      end({ socket, welcome, joined: frame });
    } else if (frame.type === 'error') {
      end(null);
    }
  };
  return () => {
    done = () => {};
    end(null);
  };
}
