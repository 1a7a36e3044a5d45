package io.nightjar.jobs.train;

/**
 * How ALS factors become logits: temperature · (x_u − mean) · y_i + bias_i.
 *
 * @param temperature factor of the centred dot product
 * @param bias one per item; what a user about whom nothing is known would see
 * @param nll mean negative log-likelihood per held-out interaction at the end, in nats
 * @param iterations steps of the optimiser
 */
record Calibration(double temperature, double[] bias, double nll, int iterations) {}
