/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "profile/survival.h"

#include <math.h>
#include <stdlib.h>

#define NORMAL_975 1.959963984540054

static const struct kvet_estimate nothing = {-1, -1, -1};

static int compare_lives(const void *a, const void *b)
{
	const struct survival_life *x = a, *y = b;

	return (x->time > y->time) - (x->time < y->time);
}

/* VARIANCE is Greenwood's sum, the variance of log S. */
static struct kvet_estimate estimate(double alive, double variance)
{
	if (alive >= 1)
		return (struct kvet_estimate){1, 1, 1};
	if (alive <= 0) /* the last one ended: the interval is not defined */
		return (struct kvet_estimate){0, -1, -1};
	double width = NORMAL_975 * sqrt(variance) / fabs(log(alive));
	return (struct kvet_estimate){
		alive, pow(alive, exp(width)), pow(alive, exp(-width))};
}

static void walk(const struct survival_life *lives, size_t count, struct survival *curve)
{
	double alive = 1, variance = 0;

	for (size_t i = 0; i < count;) {
		struct survival_step step = {lives[i].time, count - i, 0, nothing};

		for (; i < count && lives[i].time == step.time; i++)
			step.ended += lives[i].ended;
		if (!step.ended)
			continue;
		double at_risk = (double)step.at_risk, ended = (double)step.ended;
		alive *= 1 - ended / at_risk;
		if (step.at_risk > step.ended)
			variance += ended / (at_risk * (at_risk - ended));
		else
			alive = 0;
		step.alive = estimate(alive, variance);
		curve->steps[curve->count++] = step;
	}
}

bool survival_fit(struct survival_life *lives, size_t count, struct survival *survival)
{
	*survival = (struct survival){.lives = count, .last = -1};
	if (!count)
		return true;
	qsort(lives, count, sizeof(*lives), compare_lives);
	survival->steps = calloc(count, sizeof(*survival->steps));
	if (!survival->steps)
		return false;
	survival->last = lives[count - 1].time;
	walk(lives, count, survival);
	return true;
}

void survival_end(struct survival *survival)
{
	free(survival->steps);
	*survival = (struct survival){0};
}

struct kvet_estimate survival_at(const struct survival *survival, int32_t time)
{
	struct kvet_estimate found = {1, 1, 1};

	if (!survival->lives)
		return nothing;
	for (size_t i = 0; i < survival->count && survival->steps[i].time <= time; i++)
		found = survival->steps[i].alive;
	/* Behind the last one seen nothing is known, unless nobody is left. */
	return time > survival->last && found.value > 0 ? nothing : found;
}

size_t survival_at_risk(const struct survival_life *lives, size_t count, int32_t time)
{
	size_t at_risk = 0;

	for (size_t i = 0; i < count; i++)
		at_risk += lives[i].time >= time;
	return at_risk;
}

void survival_median(
	const struct survival *survival, int32_t *median, int32_t *low, int32_t *high)
{
	*median = *low = *high = KVET_DAYS_UNKNOWN;
	for (size_t i = survival->count; i--;) {
		const struct survival_step *step = &survival->steps[i];

		/* Rounding must not move a curve that is at one half exactly. */
		if (step->alive.value <= 0.5 + 1e-12)
			*median = step->time;
		if (step->alive.low >= 0 && step->alive.low <= 0.5)
			*low = step->time;
		if (step->alive.high >= 0 && step->alive.high <= 0.5)
			*high = step->time;
	}
}
