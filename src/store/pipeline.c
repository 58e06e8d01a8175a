/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/pipeline.h"

#include <pthread.h>
#include <stdlib.h>

/* Enough that neither side waits for the other's slow moments. */
#define BATCHES 12

struct pipeline {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct batch *idle; /* to be filled */
	struct batch *first, *last; /* to be written */
	bool ended;
	int code; /* what the writer last said */
	int (*write)(void *context, struct batch *batch);
	void *context;
};

/* The next batch to write; NULL when there will be none. Holds the lock. */
static struct batch *next_batch(struct pipeline *pipeline)
{
	while (!pipeline->first && !pipeline->ended)
		pthread_cond_wait(&pipeline->changed, &pipeline->lock);
	struct batch *batch = pipeline->first;
	if (batch) {
		pipeline->first = batch->next;
		if (!pipeline->first)
			pipeline->last = NULL;
	}
	return batch;
}

static void *write_batches(void *argument)
{
	struct pipeline *pipeline = argument;
	struct batch *batch;

	pthread_mutex_lock(&pipeline->lock);
	while ((batch = next_batch(pipeline))) {
		int code = pipeline->code;

		pthread_mutex_unlock(&pipeline->lock);
		if (!code)
			code = pipeline->write(pipeline->context, batch);
		arena_reset(&batch->arena);
		batch->count = 0;
		pthread_mutex_lock(&pipeline->lock);
		pipeline->code = code;
		batch->next = pipeline->idle;
		pipeline->idle = batch;
		pthread_cond_broadcast(&pipeline->changed);
	}
	pthread_mutex_unlock(&pipeline->lock);
	return NULL;
}

static void free_batches(struct batch *batch)
{
	while (batch) {
		struct batch *next = batch->next;

		arena_release(&batch->arena);
		free(batch);
		batch = next;
	}
}

struct pipeline *pipeline_start(
	int (*write)(void *context, struct batch *batch), void *context)
{
	struct pipeline *pipeline = calloc(1, sizeof(*pipeline));

	if (!pipeline)
		return NULL;
	pipeline->write = write;
	pipeline->context = context;
	for (int i = 0; i < BATCHES; i++) {
		struct batch *batch = calloc(1, sizeof(*batch));

		if (!batch)
			goto fail;
		batch->next = pipeline->idle;
		pipeline->idle = batch;
	}
	pthread_mutex_init(&pipeline->lock, NULL);
	pthread_cond_init(&pipeline->changed, NULL);
	if (pthread_create(&pipeline->thread, NULL, write_batches, pipeline) == 0)
		return pipeline;
	pthread_cond_destroy(&pipeline->changed);
	pthread_mutex_destroy(&pipeline->lock);
fail:
	free_batches(pipeline->idle);
	free(pipeline);
	return NULL;
}

struct batch *pipeline_take(struct pipeline *pipeline)
{
	pthread_mutex_lock(&pipeline->lock);
	while (!pipeline->idle)
		pthread_cond_wait(&pipeline->changed, &pipeline->lock);
	struct batch *batch = pipeline->idle;
	pipeline->idle = batch->next;
	batch->next = NULL;
	pthread_mutex_unlock(&pipeline->lock);
	return batch;
}

int pipeline_give(struct pipeline *pipeline, struct batch *batch)
{
	pthread_mutex_lock(&pipeline->lock);
	if (pipeline->last)
		pipeline->last->next = batch;
	else
		pipeline->first = batch;
	pipeline->last = batch;
	int code = pipeline->code;
	pthread_cond_broadcast(&pipeline->changed);
	pthread_mutex_unlock(&pipeline->lock);
	return code;
}

int pipeline_finish(struct pipeline *pipeline)
{
	pthread_mutex_lock(&pipeline->lock);
	pipeline->ended = true;
	pthread_cond_broadcast(&pipeline->changed);
	pthread_mutex_unlock(&pipeline->lock);
	pthread_join(pipeline->thread, NULL);
	int code = pipeline->code;
	pthread_cond_destroy(&pipeline->changed);
	pthread_mutex_destroy(&pipeline->lock);
	free_batches(pipeline->idle);
	free(pipeline);
	return code;
}
