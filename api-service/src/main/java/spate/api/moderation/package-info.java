/// What moderators do in a room: roles, restrictions, removals, pins, notices, the shield, the audit list.
@NullMarked
package spate.api.moderation;

import org.jspecify.annotations.NullMarked;
