/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any tree and any moves that were learnt: lines of `t PATH` (the tree has it), `m WAS IS
 * BY` (it moved) and `l PATH` (where is it?).
 */
#include "target/locate.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

static void add_move(struct moves *moves, char *line)
{
	char *rest = line;
	const char *was = strsep(&rest, " "), *is = strsep(&rest, " ");
	const char *by = strsep(&rest, " ");
	const struct move move = {was, is, by, rest, (enum move_kind)(strlen(was) % 3)};

	moves_add(moves, &move, NULL);
}

static void look_for(const struct tree *tree, const struct moves *moves, const char *path)
{
	struct location at;
	enum located how = locate(tree, moves, path, &at);

	expect(how == at.how && *at.text);
	expect((how == LOCATED_NOWHERE) == !at.path);
	expect(!at.path || tree_find(tree, bytes_of(at.path)));
	expect((how == LOCATED_SAME) == (tree_find(tree, bytes_of(path)) != NULL));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tree *tree = tree_new();
	struct moves *moves = moves_new();
	struct bytes text = {size ? (const char *)data : NULL, size}, line;

	while (tree && moves && bytes_next_line(&text, &line)) {
		char *copy = strndup(line.data, line.len);

		if (copy && copy[0] == 't' && copy[1])
			tree_add(tree, bytes_of(copy + 2));
		else if (copy && copy[0] == 'm' && copy[1])
			add_move(moves, copy + 2);
		else if (copy && copy[0] == 'l' && copy[1])
			look_for(tree, moves, copy + 2);
		free(copy);
	}
	moves_free(moves);
	tree_free(tree);
	return 0;
}
