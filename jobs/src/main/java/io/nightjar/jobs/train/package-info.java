/**
 * From clean interactions to a model. {@link io.nightjar.jobs.train.TrainJob} runs the steps:
 * implicit ALS ({@link io.nightjar.jobs.train.AlsTrainer}) as a start, users, items and context
 * learnt together from there ({@link io.nightjar.jobs.train.JointTrainer}), tables written ({@link
 * io.nightjar.jobs.train.ModelExporter}).
 */
package io.nightjar.jobs.train;
