import { useEffect, useMemo } from 'react';
import { OverlayView } from '@/features/chat/overlay-view';
import { useChatRoom } from '@/features/chat/use-chat-room';
import { overlayOptions } from '@/shared/lib/overlay-options';
import { useQuery } from '@/shared/lib/router';
import type { Services } from './services';
import { useTitle } from './use-title';

/** A room as a source of OBS and the like: read as a guest, whoever is signed in. */
export function OverlayPage({ services, id }: { services: Services; id: string }) {
  const query = useQuery().toString();
  const options = useMemo(() => overlayOptions(new URLSearchParams(query)), [query]);
  const asGuest = useMemo(() => ({ ...services.chat, token: async () => null }), [services]);
  const room = useChatRoom(asGuest, id, null);
  useTitle(id);
  useEffect(() => {
    document.documentElement.dataset.overlay = '';
    return () => {
      delete document.documentElement.dataset.overlay;
    };
  }, []);
  return <OverlayView room={room} options={options} />;
}
