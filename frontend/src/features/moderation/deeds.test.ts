import { describe, expect, it } from 'vitest';
import { deedsOf, isModerator, type Scene } from './deeds';

const scene = (change: Partial<Scene>): Scene => ({
  me: 'me',
  myRole: 'viewer',
  author: 'other',
  authorRole: 'viewer',
  isPinned: false,
  isDonation: false,
  ...change,
});

describe('what can be done about a message', () => {
  it.each<[string, Partial<Scene>, string[]]>([
    ['a guest nothing', { me: null, myRole: 'viewer' }, []],
    ['a viewer nothing', {}, []],
    ['a VIP nothing', { myRole: 'vip' }, []],
    ['everyone removes an own message', { author: 'me' }, ['remove']],
    [
      'a moderator over a viewer',
      { myRole: 'moderator' },
      ['pin', 'remove', 'restrict', 'clear', 'makeVip', 'makeMember'],
    ],
    [
      'a moderator over a VIP',
      { myRole: 'moderator', authorRole: 'vip', isPinned: true },
      ['unpin', 'remove', 'restrict', 'clear', 'takeVip', 'makeMember'],
    ],
    [
      'a moderator over another one, who ranks as high',
      { myRole: 'moderator', authorRole: 'moderator' },
      ['pin', 'remove'],
    ],
    ['a moderator over the owner', { myRole: 'moderator', authorRole: 'owner' }, ['pin']],
    [
      'the owner over a moderator',
      { myRole: 'owner', authorRole: 'moderator' },
      ['pin', 'remove', 'restrict', 'clear', 'takeModerator'],
    ],
    [
      'the owner over a viewer',
      { myRole: 'owner' },
      ['pin', 'remove', 'restrict', 'clear', 'makeVip', 'makeMember', 'makeModerator'],
    ],
    [
      'a moderator over a donation',
      { myRole: 'moderator', isDonation: true },
      ['remove', 'restrict', 'clear', 'makeVip', 'makeMember'],
    ],
    [
      'the owner over an own message',
      { myRole: 'owner', author: 'me', authorRole: 'owner' },
      ['pin', 'remove'],
    ],
    [
      'a role nobody knows counts as a viewer',
      { myRole: 'moderator', authorRole: 'something' },
      ['pin', 'remove', 'restrict', 'clear', 'makeVip', 'makeMember'],
    ],
  ])('%s', (_, change, deeds) => {
    expect(deedsOf(scene(change))).toEqual(deeds);
  });

  it('knows who moderates', () => {
    expect(['viewer', 'vip', 'moderator', 'owner', 'new'].filter(isModerator)).toEqual([
      'moderator',
      'owner',
    ]);
  });
});
