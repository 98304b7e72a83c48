import * as v from 'valibot';
import type { Api } from '@/shared/lib/api';
import { useWords } from '@/shared/lib/language';
import { pagesOf } from '@/shared/lib/paged';
import { NameTag } from '@/shared/ui/name-tag';
import type { Toast } from '@/shared/ui/toasts';
import { RoomList } from './room-list';
import { Section } from './section';
import { DASHBOARD_TEXTS } from './texts';
import { useDeed } from './use-deed';

const given = v.object({
  id: v.string(),
  handle: v.optional(v.string(), ''),
  name: v.string(),
});
type Given = v.InferOutput<typeof given>;

const ROLES = ['moderators', 'vips', 'members'] as const;
type Role = (typeof ROLES)[number];

type PeoplePartProps = { api: Api; room: string; isOwner: boolean; say: (toast: Toast) => void };

/** Who has a role in the room. */
export function PeoplePart(props: PeoplePartProps) {
  return ROLES.map((role) => <RoleList key={role} role={role} {...props} />);
}

function RoleList({ api, room, isOwner, say, role }: PeoplePartProps & { role: Role }) {
  const words = useWords(DASHBOARD_TEXTS);
  const deed = useDeed(['dashboard', room], say);
  return (
    <Section title={words.roles[role]} hint={words.roleHints[role]}>
      <RoomList<Given>
        queryKey={['dashboard', room, role]}
        read={pagesOf(api, `/api/rooms/${room}/${role}`, 'viewers', given)}
        idOf={(item) => item.id}
        label={words.roles[role]}
        empty={words.noRole[role]}
        row={(item) => (
          <li className="dash-row">
            <p>
              <NameTag id={item.id} name={item.name} color={null} />{' '}
              {item.handle && <span className="dash-quiet">@{item.handle}</span>}
            </p>
            {(isOwner || role !== 'moderators') && (
              <button
                type="button"
                className="button-small"
                disabled={deed.isPending}
                onClick={() =>
                  deed.mutate({
                    run: () => api(`/api/rooms/${room}/${role}/${item.id}`, { method: 'DELETE' }),
                    done: words.tookRole(item.name),
                  })
                }
              >
                {words.takeRole}
              </button>
            )}
          </li>
        )}
      />
    </Section>
  );
}
