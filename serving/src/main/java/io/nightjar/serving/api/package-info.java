/**
 * What goes over the wire, under Amazon's names: requests that check themselves, replies, and one
 * exception per AWS error. Nothing here reads or writes JSON.
 */
package io.nightjar.serving.api;
