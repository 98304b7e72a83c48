/** What can be done about a message or donation and its author. The server asks its own table again. */
export type Deed =
  | 'remove'
  | 'pin'
  | 'unpin'
  | 'restrict'
  | 'clear'
  | 'makeVip'
  | 'takeVip'
  | 'makeMember'
  | 'makeModerator'
  | 'takeModerator';

export interface Scene {
  /** The signed-in viewer, null for a guest. */
  readonly me: string | null;
  readonly myRole: string;
  readonly author: string;
  /** The author's role now, as far as the page knows. */
  readonly authorRole: string;
  readonly isPinned: boolean;
  /** Donations are not pinned. */
  readonly isDonation: boolean;
}

const RANKS = ['viewer', 'vip', 'moderator', 'owner'];

function rankOf(role: string): number {
  return Math.max(0, RANKS.indexOf(role));
}

export function isModerator(role: string): boolean {
  return rankOf(role) >= rankOf('moderator');
}

/** The deeds that the viewer may do, as the table of rights has them. */
export function deedsOf({ me, myRole, author, authorRole, isPinned, isDonation }: Scene): readonly Deed[] {
  if (me === null) {
    return [];
  }
  const isOwn = me === author;
  if (!isModerator(myRole)) {
    return isOwn ? ['remove'] : [];
  }
  const deeds: Deed[] = isDonation ? [] : [isPinned ? 'unpin' : 'pin'];
  if (isOwn || rankOf(myRole) >= rankOf(authorRole)) {
    deeds.push('remove');
  }
  if (isOwn || rankOf(myRole) <= rankOf(authorRole)) {
    return deeds;
  }
  deeds.push('restrict', 'clear');
  if (authorRole !== 'moderator') {
    deeds.push(authorRole === 'vip' ? 'takeVip' : 'makeVip', 'makeMember');
  }
  if (myRole === 'owner') {
    deeds.push(authorRole === 'moderator' ? 'takeModerator' : 'makeModerator');
  }
  return deeds;
}
