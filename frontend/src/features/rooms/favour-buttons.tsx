import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Api } from '@/shared/lib/api';
import { useLanguage, useTexts } from '@/shared/lib/language';
import { Link } from '@/shared/lib/router';
import { Icon } from '@/shared/ui/icon';
import { favour, type Room } from './rooms-api';
import { roomKey } from './use-room';

type Favour = 'like' | 'follow';

/** The room as it is once a viewer likes or follows it, or does so no more. */
export function favoured(room: Room, what: Favour, isOn: boolean): Room {
  const by = isOn ? 1 : -1;
  return what === 'like'
    ? { ...room, liked: isOn, likes: Math.max(0, room.likes + by) }
    : { ...room, followed: isOn, followers: Math.max(0, room.followers + by) };
}

type FavourButtonsProps = { api: Api; room: Room; me: string | null };

/** Like and follow. Shown as done at once, and taken back where the server refuses. */
export function FavourButtons({ api, room, me }: FavourButtonsProps) {
  const texts = useTexts();
  const language = useLanguage();
  const queries = useQueryClient();
  const key = roomKey(room.id, me);
  const show = (what: Favour, isOn: boolean) =>
    queries.setQueryData<Room>(key, (known) => known && favoured(known, what, isOn));
  const change = useMutation({
    mutationFn: ({ what, isOn }: { what: Favour; isOn: boolean }) => favour(api, room.id, what, isOn),
    onMutate: ({ what, isOn }) => show(what, isOn),
    onError: (_, { what, isOn }) => show(what, !isOn),
  });
  const count = (value: number) => (value > 0 ? value.toLocaleString(language) : '');
  if (me === null) {
    const signIn = `/sign-in?return=${encodeURIComponent(`/rooms/${room.id}`)}`;
    return (
      <div className="favours">
        <Link className="button-small" to={signIn} aria-label={texts.rooms.like}>
          <Icon name="heart" /> {count(room.likes)}
        </Link>
        <Link className="button-small" to={signIn}>
          <Icon name="bell" /> <span className="room-button-words">{texts.rooms.follow}</span>{' '}
          {count(room.followers)}
        </Link>
      </div>
    );
  }
  const { liked = false, followed = false } = room;
  return (
    <div className="favours">
      <button
        type="button"
        className="button-small"
        aria-pressed={liked}
        aria-label={texts.rooms.like}
        disabled={change.isPending}
        onClick={() => change.mutate({ what: 'like', isOn: !liked })}
      >
        <Icon name="heart" /> {count(room.likes)}
      </button>
      <button
        type="button"
        className="button-small"
        aria-pressed={followed}
        disabled={change.isPending}
        onClick={() => change.mutate({ what: 'follow', isOn: !followed })}
      >
        <Icon name={followed ? 'check' : 'bell'} />{' '}
        <span className="room-button-words">{followed ? texts.rooms.following : texts.rooms.follow}</span>{' '}
        {count(room.followers)}
      </button>
    </div>
  );
}
