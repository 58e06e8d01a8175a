/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which step a plan advises, and which are worth a row. */
#include "plan/plan.h"

#include "util/error.h"

#include <stdlib.h>

static size_t acts(const struct plan_step *step)
{
	return step->told.remaining_by[KVET_ACT_NOW] +
	       step->told.brought_by[KVET_ACT_NOW];
}

static size_t all(const struct plan_step *step)
{
	return step->told.remaining + step->told.brought;
}

/* The earliest step with the fewest `act now`. NO_HURRY: of those, the earliest with the
 * fewest findings, because who moves for nothing urgent should move once. */
static const struct plan_step *best_step(const struct kvet_plan *plan, bool no_hurry)
{
	const struct plan_step *best = NULL;

	for (size_t i = 0; i < plan->steps.count; i++) {
		const struct plan_step *step = &plan->steps.items[i];

		if (!best || acts(step) < acts(best) ||
			(no_hurry && acts(step) == acts(best) && all(step) < all(best)))
			best = step;
	}
	return best;
}

void plan_advise(struct kvet_plan *plan)
{
	size_t urgent = plan->findings_by[KVET_ACT_NOW];
	const struct plan_step *best = best_step(plan, false);

	plan->advised = best;
	if (!best) {
		plan->advice = KVET_ADVICE_NEWEST;
	} else if (acts(best) < urgent) {
		plan->advice = acts(best) ? KVET_ADVICE_LESSENS : KVET_ADVICE_CLEARS;
	} else {
		best = best_step(plan, true);
		bool better = acts(best) <= urgent && all(best) < plan->findings;
		plan->advice = better ? KVET_ADVICE_FEWEST : KVET_ADVICE_STAY;
		plan->advised = better ? best : NULL;
	}
}

/* Rows -------------------------------------------------------------------------------- */

/* How much a step is worth a row. */
struct worth {
	size_t index;
	unsigned must; /* more: before those with less */
	size_t gone; /* what the release before it had, and it has not */
};

static int compare_worth(const void *a, const void *b)
{
	const struct worth *x = a, *y = b;

	if (x->must != y->must)
		return x->must > y->must ? -1 : 1;
	if (x->gone != y->gone)
		return x->gone > y->gone ? -1 : 1;
	return x->index < y->index ? -1 : 1;
}

static struct worth worth_of(const struct kvet_plan *plan, size_t index)
{
	const struct plan_step *steps = plan->steps.items;
	size_t before = index ? all(&steps[index - 1]) : plan->findings;
	size_t urgent = index ? acts(&steps[index - 1]) : plan->findings_by[KVET_ACT_NOW];
	struct worth worth = {.index = index};

	if (before > all(&steps[index]))
		worth.gone = before - all(&steps[index]);
	if (&steps[index] == plan->advised || index + 1 == plan->steps.count)
		worth.must = 2;
	else if (urgent != acts(&steps[index]))
		worth.must = 1;
	return worth;
}

/* What is advised, the newest, those where what is urgent changes, then those that remove
 * most. */
int plan_mark(struct kvet_plan *plan, size_t rows, struct kvet_error *error)
{
	size_t count = plan->steps.count;
	struct worth *worths = calloc(count + 1, sizeof(*worths));

	if (!worths)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	for (size_t i = 0; i < count; i++)
		worths[i] = worth_of(plan, i);
	if (count > 1)
		qsort(worths, count, sizeof(*worths), compare_worth);
	for (size_t i = 0; i < count; i++) {
		struct kvet_plan_step *told = &plan->steps.items[worths[i].index].told;

		told->rank = i + 1;
		told->notable = !rows || i < rows || worths[i].must == 2;
	}
	for (size_t i = 0; i < plan->lines.count; i++)
		plan->lines.items[i].told.notable = true;
	free(worths);
	return 0;
}
