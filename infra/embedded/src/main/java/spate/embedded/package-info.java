/// Kafka, MariaDB and Redis as child processes of this one, in one data folder, without root and without
/// containers.
@NullMarked
package spate.embedded;

import org.jspecify.annotations.NullMarked;
