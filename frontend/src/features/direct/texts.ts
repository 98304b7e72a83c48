const en = {
  messages: 'Messages',
  unreadLabel: (count: number) => (count === 1 ? 'Messages, 1 unread' : `Messages, ${count} unread`),
  unread: (count: number) => `${count} unread`,
  lead: 'Conversations that only the two of you can read.',
  needSignIn: 'Sign in to see your messages.',
  none: 'No conversations yet.',
  noneHint: 'Press “Message” in a room to write to its streamer, or begin with a handle.',
  with: 'Handle',
  begin: 'Begin a conversation',
  beginFailed: 'There is nobody of this handle, or you cannot write to them.',
  choose: 'Choose a conversation.',
  back: 'All messages',
  write: 'Message',
  block: (name: string) => `Block ${name}`,
  unblock: (name: string) => `Unblock ${name}`,
  blocked: (name: string) => `You block ${name}: neither of you can write here.`,
  tooManyBlocked: 'You block too many already. Unblock somebody first.',
  you: (text: string) => `You: ${text}`,
};

export type DirectTexts = typeof en;

const ko: DirectTexts = {
  messages: '쪽지',
  unreadLabel: (count) => `쪽지, 읽지 않음 ${count}개`,
  unread: (count) => `읽지 않음 ${count}개`,
  lead: '두 사람만 볼 수 있는 대화입니다.',
  needSignIn: '로그인하면 쪽지를 볼 수 있습니다.',
  none: '아직 대화가 없습니다.',
  noneHint: '채팅방에서 “쪽지”를 누르거나 아이디로 대화를 시작하세요.',
  with: '아이디',
  begin: '대화 시작',
  beginFailed: '없는 아이디이거나 쪽지를 보낼 수 없는 사람입니다.',
  choose: '대화를 골라 주세요.',
  back: '모든 쪽지',
  write: '쪽지',
  block: (name) => `${name} 님 차단`,
  unblock: (name) => `${name} 님 차단 해제`,
  blocked: (name) => `${name} 님을 차단했습니다. 서로 쪽지를 쓸 수 없습니다.`,
  tooManyBlocked: '차단한 사람이 너무 많습니다. 먼저 다른 사람의 차단을 해제해 주세요.',
  you: (text) => `나: ${text}`,
};

export const DIRECT_TEXTS = { en, ko };
