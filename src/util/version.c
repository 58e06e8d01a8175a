/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kvet.h"

const char *kvet_version(void)
{
	return KVET_VERSION;
}
