/// Conversations of two viewers: their list, what is unread, and whom one wants to hear nothing from.
@NullMarked
package spate.api.conversation;

import org.jspecify.annotations.NullMarked;
