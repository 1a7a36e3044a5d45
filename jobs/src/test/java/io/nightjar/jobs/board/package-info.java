/** The checkerboard world as files, and one Spark session for all tests that need Spark. */
package io.nightjar.jobs.board;
