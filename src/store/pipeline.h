/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hands batches of records from the thread that reads to the one that writes, so that
 * both of a small machine's cores work, in bounded memory.
 */
#ifndef KVET_STORE_PIPELINE_H
#define KVET_STORE_PIPELINE_H

#include "store/writer.h"

#define BATCH_RECORDS 48

struct batch {
	struct arena arena; /* what the records live in */
	struct written_record records[BATCH_RECORDS];
	size_t count;
	struct batch *next;
};

struct pipeline;

/* Starts a thread that calls WRITE for each batch, in order. A non-zero answer stops it;
 * the batches after it are dropped. */
struct pipeline *pipeline_start(
	int (*write)(void *context, struct batch *batch), void *context);

/* An empty batch to fill; waits while all are under way. NULL when memory is short. */
struct batch *pipeline_take(struct pipeline *pipeline);

/* Hands BATCH over. Returns non-zero when the writer has stopped. */
int pipeline_give(struct pipeline *pipeline, struct batch *batch);

/* Waits until all that was given is written, ends the thread, and returns WRITE's last
 * answer. */
int pipeline_finish(struct pipeline *pipeline);

#endif
