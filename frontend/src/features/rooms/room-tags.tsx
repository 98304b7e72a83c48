import { Link } from '@/shared/lib/router';

/** A room's tags, each leading to the rooms that have it. */
export function RoomTags({ tags }: { tags: readonly string[] }) {
  return (
    tags.length > 0 && (
      <ul className="tags">
        {tags.map((tag) => (
          <li key={tag}>
            <Link to={`/?tag=${encodeURIComponent(tag)}`}>{tag}</Link>
          </li>
        ))}
      </ul>
    )
  );
}
