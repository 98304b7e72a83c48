/// Hot words: finds the nouns of messages that were stored, has Redis count them, and tells rooms what
/// trends.
///
/// Nothing here may hold up the archive or the chat: messages are taken up to a bound for each second and
/// sampled above it, one thread reads them, and without Redis or MySQL they are dropped.
@NullMarked
package spate.stream.hotwords;

import org.jspecify.annotations.NullMarked;
