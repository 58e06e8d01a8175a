/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Maps that were made earlier, in a folder where kvet looks for them by itself. */
#ifndef KVET_TARGET_MAPS_H
#define KVET_TARGET_MAPS_H

#include "kvet.h"
#include "util/bytes.h"

#define MAPS_PATH_SIZE 4096

/* The map of the release of the line of RELEASE that is nearest to it, into PATH. */
bool maps_find(struct kvet_release release, char path[MAPS_PATH_SIZE]);

/* Where a map of RELEASE ("6.1.192") belongs; makes the folder. */
int maps_place(const char *release, char path[MAPS_PATH_SIZE], struct kvet_error *error);

/* HEAD is packed, and unpacks to JSON. */
bool maps_is_packed(struct bytes head);

#endif
