package io.nightjar.jobs.demo;

/**
 * A user, as the Users dataset describes one.
 *
 * @param id external id
 * @param ageGroup years, as a range
 * @param country ISO 3166 code of two letters
 */
public record DemoUser(String id, String ageGroup, String country) {}
