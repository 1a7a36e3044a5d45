/**
 * The console: a web application for the people who run the server, on the admin port.
 *
 * <p>{@link io.nightjar.serving.console.ConsoleRoutes} says what answers which path. The pages are
 * static files of the class path, served by {@link io.nightjar.serving.console.ConsoleFiles}; what
 * they show comes as JSON from the live snapshots and from the small files of the store, one
 * handler each. Recommendations come from the very handlers of the main port. The one thing that
 * changes anything is a rollback; the guard of the admin port keeps other web sites from asking.
 */
package io.nightjar.serving.console;
