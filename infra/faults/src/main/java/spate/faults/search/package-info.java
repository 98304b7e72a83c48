/// The fault search: random scenarios from a seed on several replicas, judged from outside by a model that reads the
/// log and the database by itself.
@NullMarked
package spate.faults.search;

import org.jspecify.annotations.NullMarked;
