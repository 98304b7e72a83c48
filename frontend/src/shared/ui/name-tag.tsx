import { nameColor } from '@/shared/lib/name-color';
import { useIsDark } from '@/shared/lib/theme';

type NameTagProps = { id: string; name: string; color: string | null | undefined };

/** A viewer's name in a readable shade of its colour. */
export function NameTag({ id, name, color }: NameTagProps) {
  const isDark = useIsDark();
  return (
    <bdi className="name" style={{ color: nameColor(color, id, isDark) }}>
      {name}
    </bdi>
  );
}
