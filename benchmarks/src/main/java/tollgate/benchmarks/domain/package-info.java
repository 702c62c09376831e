/**
 * The data of an agent platform: schema, seeded generators, and the answers that queries over it
 * must give, computed without the database.
 */
@NullMarked
package tollgate.benchmarks.domain;

import org.jspecify.annotations.NullMarked;
