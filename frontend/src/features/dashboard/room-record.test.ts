import { describe, expect, it } from 'vitest';
import { changeOf, draftOf, isEmpty, type RoomRecord } from './room-record';

const ROOM: RoomRecord = {
  id: 'demo',
  title: 'River',
  description: '',
  tags: ['slow', 'river'],
  open: true,
  owner: { id: 'o', name: 'Jun' },
  settings: {
    textLength: 500,
    slowModeSeconds: 0,
    reactions: ['👍', '🔥'],
    followersOnlySeconds: null,
    membersOnly: false,
    links: true,
    retentionDays: null,
  },
  version: 3,
};

describe('a change of a room', () => {
  it('is empty where the form is as the room is', () => {
    expect(isEmpty(changeOf(ROOM, draftOf(ROOM)))).toBe(true);
  });

  it('has what was changed and nothing else', () => {
    const draft = {
      ...draftOf(ROOM),
      title: ' Sea ',
      tags: 'sea,, , night',
      slowModeSeconds: 5,
      reactions: '',
    };
    expect(changeOf(ROOM, draft)).toEqual({
      title: 'Sea',
      tags: ['sea', 'night'],
      settings: { slowModeSeconds: 5, reactions: [] },
    });
  });

  it.each([
    ['members', { membersOnly: true, followersOnlySeconds: -1 }],
    [600, { membersOnly: false, followersOnlySeconds: 600 }],
    [0, { membersOnly: false, followersOnlySeconds: 0 }],
  ] as const)('lets %s write', (audience, settings) => {
    expect(changeOf(ROOM, { ...draftOf(ROOM), audience })).toEqual({ settings });
  });

  it('takes back that only followers may write', () => {
    const room = { ...ROOM, settings: { ...ROOM.settings, followersOnlySeconds: 0 } };
    expect(draftOf(room).audience).toBe(0);
    expect(changeOf(room, { ...draftOf(room), audience: 'everyone' })).toEqual({
      settings: { membersOnly: false, followersOnlySeconds: -1 },
    });
  });

  it.each([
    [null, 30, 30],
    [30, 7, 7],
    [30, null, -1],
  ])('keeps messages for other days: %j becomes %j', (before, after, told) => {
    const room = { ...ROOM, settings: { ...ROOM.settings, retentionDays: before } };
    expect(draftOf(room).retentionDays).toBe(before);
    expect(changeOf(room, { ...draftOf(room), retentionDays: after })).toEqual({
      settings: { retentionDays: told },
    });
  });
});
