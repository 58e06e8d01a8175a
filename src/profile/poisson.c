/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libm has neither the quantiles of gamma nor those of beta. Both limits are where a sum of
 * probabilities is 0.025, which bisection finds. */
#include "profile/poisson.h"

#include <math.h>

#define TAIL 0.025
#define HALVINGS 60

/* Below it a probability has lost its digits: the whole lies on one side of it. */
#define LOST 1e-290

static double log_factorial(double n)
{
	int sign;

	return lgamma_r(n + 1, &sign);
}

/* The probability of at most COUNT events where MEAN are expected: from COUNT downwards, as
 * long as what is added matters. */
static double poisson_up_to(size_t count, double mean, double unused)
{
	double n = (double)count;
	double term = exp(n * log(mean) - mean - log_factorial(n)), sum = term;

	(void)unused;
	if (term < LOST)
		return n > mean;
	for (; n >= 1 && (n > mean || term > sum * 1e-17); n--) {
		term *= n / mean;
		sum += term;
	}
	return sum;
}

/* The same of TRIALS with the chance CHANCE each. */
static double binomial_up_to(size_t count, double chance, double trials)
{
	double k = (double)count, odds = chance / (1 - chance);
	double term =
		exp(log_factorial(trials) - log_factorial(k) - log_factorial(trials - k) +
			k * log(chance) + (trials - k) * log1p(-chance));
	double sum = term;

	if (term < LOST)
		return k > trials * chance;
	for (; k >= 1 && (k > trials * chance || term > sum * 1e-17); k--) {
		term *= k / (trials - k + 1) / odds;
		sum += term;
	}
	return sum;
}

/* Where UP_TO of COUNT falls to PROBABILITY between LOW and HIGH. */
static double crossing(double (*up_to)(size_t count, double at, double more),
	size_t count, double more, double probability, double low, double high)
{
	for (int i = 0; i < HALVINGS; i++) {
		double middle = low + (high - low) / 2;

		if (up_to(count, middle, more) > probability)
			low = middle;
		else
			high = middle;
	}
	return low + (high - low) / 2;
}

struct kvet_estimate poisson_rate(size_t count, double exposure)
{
	double n = (double)count, far = n + 10 * sqrt(n) + 10;
	double low = count ? crossing(poisson_up_to, count - 1, 0, 1 - TAIL, 0, n) : 0;

	return (struct kvet_estimate){
		.value = n / exposure,
		.low = low / exposure,
		.high = crossing(poisson_up_to, count, 0, TAIL, n, far) / exposure,
	};
}

struct kvet_estimate poisson_ratio(
	size_t one, double exposure_of_one, size_t other, double exposure_of_other)
{
	double trials = (double)one + (double)other;
	double scale = exposure_of_other / exposure_of_one;

	if (!other)
		return (struct kvet_estimate){-1, -1, -1};
	double low = one ? crossing(binomial_up_to, one - 1, trials, 1 - TAIL, 0, 1) : 0;
	double high = crossing(binomial_up_to, one, trials, TAIL, 0, 1);

	return (struct kvet_estimate){
		.value = (double)one / (double)other * scale,
		.low = low / (1 - low) * scale,
		.high = high / (1 - high) * scale,
	};
}
