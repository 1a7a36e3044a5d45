/**
 * From clean interactions to a model. {@link io.nightjar.jobs.train.TrainJob} runs the steps:
 * implicit ALS ({@link io.nightjar.jobs.train.AlsTrainer}), temperature and item bias by maximum
 * likelihood on held-out interactions ({@link io.nightjar.jobs.train.CalibrationTrainer}), one
 * additive embedding per context value ({@link io.nightjar.jobs.train.ContextTrainer}), users
 * solved again from all their interactions ({@link io.nightjar.jobs.train.FoldIn}), tables written
 * ({@link io.nightjar.jobs.train.ModelExporter}).
 */
package io.nightjar.jobs.train;
