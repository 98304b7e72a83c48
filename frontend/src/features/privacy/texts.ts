const en = {
  exportTitle: 'Your data',
  exportHint:
    'Everything that is stored of you, as one file: a JSON object a line (NDJSON). You can have it a few times an hour.',
  export: 'Export my data',
  exporting: 'Your data is being put together…',
  exported: (file: string) => `Saved as ${file}.`,
  exportBroken: 'The file broke off, so nothing was saved. Try again.',
  exportTooOften: (minutes: number) =>
    `You have had it a few times just now. You can have it again in ${minutes} min.`,
  leaveTitle: 'Delete the account',
  leaveHint: 'Your name, what you wrote and your rooms go with it, for good.',
  leave: 'Delete my account',
  leaveAsk: 'Delete your account?',
  leaveLead: 'This is lost, and nobody can bring it back:',
  losses: {
    name: 'Your name and your handle, at once. Anybody can take the handle then.',
    messages: 'All that you wrote. It disappears from the rooms within seconds, and is erased afterwards.',
    rooms: 'Your rooms. They are closed, without title and description; what others wrote there stays.',
    conversations: 'Your conversations. They are closed; the others keep what they wrote themselves.',
    money: 'What is in your wallet. Nobody can use it any more.',
    rest: 'Your roles, likes and follows.',
  },
  exportFirst: 'If you want to keep something, export your data first.',
  password: 'Your password, to confirm it',
  leaveConfirm: 'Delete for good',
  left: 'Your account is deleted',
  leftHint: 'You are signed out everywhere. What you wrote disappears from the rooms within seconds.',
};

/** The words of what is stored of a viewer, and of leaving. */
export type PrivacyTexts = typeof en;

const ko: PrivacyTexts = {
  exportTitle: '내 데이터',
  exportHint:
    '저장된 내 데이터를 모두 파일 하나로 받습니다. 한 줄에 JSON 객체 하나(NDJSON)이며, 한 시간에 몇 번까지 받을 수 있습니다.',
  export: '내 데이터 내려받기',
  exporting: '데이터를 모으는 중…',
  exported: (file) => `${file} 파일로 저장했습니다.`,
  exportBroken: '파일이 중간에 끊겨 저장하지 않았습니다. 다시 시도해 주세요.',
  exportTooOften: (minutes) => `방금 여러 번 받았습니다. ${minutes}분 뒤에 다시 받을 수 있습니다.`,
  leaveTitle: '계정 삭제',
  leaveHint: '이름, 쓴 글, 내 채팅방이 함께 영원히 사라집니다.',
  leave: '내 계정 삭제',
  leaveAsk: '계정을 삭제할까요?',
  leaveLead: '다음은 사라지고, 누구도 되돌릴 수 없습니다.',
  losses: {
    name: '이름과 아이디. 바로 사라지며, 아이디는 다른 사람이 쓸 수 있게 됩니다.',
    messages: '쓴 글 모두. 몇 초 안에 채팅방에서 사라지고, 이어서 지워집니다.',
    rooms: '내 채팅방. 제목과 설명 없이 닫히며, 다른 사람이 쓴 글은 남습니다.',
    conversations: '쪽지. 대화가 닫히며, 상대방이 쓴 글은 상대방에게 남습니다.',
    money: '지갑에 있는 돈. 더 이상 누구도 쓸 수 없습니다.',
    rest: '역할, 좋아요, 팔로우.',
  },
  exportFirst: '남겨 두고 싶은 것이 있으면 먼저 내 데이터를 내려받으세요.',
  password: '확인을 위한 비밀번호',
  leaveConfirm: '완전히 삭제',
  left: '계정을 삭제했습니다',
  leftHint: '모든 기기에서 로그아웃되었습니다. 쓴 글은 몇 초 안에 채팅방에서 사라집니다.',
};

export const PRIVACY_TEXTS = { en, ko };
