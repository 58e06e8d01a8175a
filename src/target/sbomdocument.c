/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * https://spdx.github.io/spdx-spec/v3.0.1/, https://spdx.github.io/spdx-spec/v2.3/,
 * https://cyclonedx.org/docs/1.6/json/; what Yocto makes of them: meta/lib/oe/ of
 * OpenEmbedded-Core.
 */
#include "target/sbomdocument.h"

#include "util/error.h"
#include "util/json.h"

struct bytes sbomdocument_text(yyjson_val *object, const char *key)
{
	return json_text(yyjson_obj_get(object, key));
}

static bool starts_with(struct bytes text, const char *start)
{
	size_t len = strlen(start);

	return text.len >= len && memcmp(text.data, start, len) == 0;
}

static void consider(
	struct sbomdocument *document, const struct sbom_component *component)
{
	document->components++;
	sbom_kernel_consider(&document->kernel, component);
}

/* The texts that the items of ITEMS hold for KEY: package URLs and CPEs among them. */
static void add_names(
	struct sbom_component *component, yyjson_val *items, const char *key)
{
	yyjson_val *item;
	size_t i, max;

	yyjson_arr_foreach(items, i, max, item)
		sbom_component_name(component, sbomdocument_text(item, key));
}

/* SPDX 3 ------------------------------------------------------------------------------- */

static void read_package3(struct sbomdocument *document, yyjson_val *element)
{
	struct sbom_component component = {
		.name = sbomdocument_text(element, "name"),
		.version = sbomdocument_text(element, "software_packageVersion"),
	};

	sbom_component_name(
		&component, sbomdocument_text(element, "software_packageUrl"));
	add_names(
		&component, yyjson_obj_get(element, "externalIdentifier"), "identifier");
	consider(document, &component);
}

static bool read_element3(struct sbomdocument *document, yyjson_val *element)
{
	struct bytes type = sbomdocument_text(element, "type");

	if (bytes_equal(type, "software_Package"))
		read_package3(document, element);
	if (!bytes_equal(type, "software_File") ||
		!bytes_equal(
			sbomdocument_text(element, "software_primaryPurpose"), "source"))
		return true;
	return sbom_sources_add(&document->sources, sbomdocument_text(element, "name"));
}

/* "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", alone or among others. */
static bool is_context3(yyjson_val *context)
{
	static const char start[] = "https://spdx.org/rdf/3.";
	yyjson_val *item;
	size_t i, max;

	if (starts_with(json_text(context), start))
		return true;
	yyjson_arr_foreach(context, i, max, item)
	{
		if (starts_with(json_text(item), start))
			return true;
	}
	return false;
}

static int read_spdx3(
	yyjson_val *root, struct sbomdocument *document, struct kvet_error *error)
{
	yyjson_val *element, *graph = yyjson_obj_get(root, "@graph");
	size_t i, max;

	if (!yyjson_is_arr(graph))
		return error_set(error, KVET_ERROR_INPUT, NULL,
			"no SBOM: its '@graph' is no list");
	if (!is_context3(yyjson_obj_get(root, "@context")))
		return error_set(error, KVET_ERROR_INPUT, NULL,
			"JSON-LD, but not SPDX 3: its '@context' names no "
			"https://spdx.org/rdf/3.");
	yyjson_arr_foreach(graph, i, max, element)
	{
		if (!read_element3(document, element))
			return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	return 0;
}

/* SPDX 2 ------------------------------------------------------------------------------- */

static void read_package2(struct sbomdocument *document, yyjson_val *package)
{
	struct sbom_component component = {
		.name = sbomdocument_text(package, "name"),
		.version = sbomdocument_text(package, "versionInfo"),
	};

	add_names(
		&component, yyjson_obj_get(package, "externalRefs"), "referenceLocator");
	consider(document, &component);
}

static bool is_source2(yyjson_val *file)
{
	yyjson_val *type;
	size_t i, max;

	yyjson_arr_foreach(yyjson_obj_get(file, "fileTypes"), i, max, type)
	{
		if (yyjson_equals_str(type, "SOURCE"))
			return true;
	}
	return false;
}

static int read_spdx2(
	yyjson_val *root, struct sbomdocument *document, struct kvet_error *error)
{
	struct bytes version = sbomdocument_text(root, "spdxVersion");
	yyjson_val *item;
	size_t i, max;

	if (!bytes_equal(version, "SPDX-2.2") && !bytes_equal(version, "SPDX-2.3"))
		return error_set(error, KVET_ERROR_INPUT, NULL,
			"of '%.*s': SPDX 2.2, 2.3 and 3 are read",
			(int)(version.len > 40 ? 40 : version.len),
			version.len ? version.data : "");
	yyjson_arr_foreach(yyjson_obj_get(root, "packages"), i, max, item)
		read_package2(document, item);
	yyjson_arr_foreach(yyjson_obj_get(root, "files"), i, max, item)
	{
		if (is_source2(item) && !sbom_sources_add(&document->sources,
						sbomdocument_text(item, "fileName")))
			return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	return 0;
}

/* CycloneDX ---------------------------------------------------------------------------- */

/* Components in components in components. */
#define DEPTH_MAX 16

static bool read_component(
	struct sbomdocument *document, yyjson_val *object, unsigned depth)
{
	struct sbom_component component = {
		.name = sbomdocument_text(object, "name"),
		.version = sbomdocument_text(object, "version"),
	};
	yyjson_val *item;
	size_t i, max;

	if (bytes_equal(sbomdocument_text(object, "type"), "file"))
		return sbom_sources_add(&document->sources, component.name);
	sbom_component_name(&component, sbomdocument_text(object, "purl"));
	sbom_component_name(&component, sbomdocument_text(object, "cpe"));
	consider(document, &component);
	yyjson_arr_foreach(yyjson_obj_get(object, "components"), i, max, item)
	{
		if (depth < DEPTH_MAX && !read_component(document, item, depth + 1))
			return false;
	}
	return true;
}

static int read_cyclonedx(
	yyjson_val *root, struct sbomdocument *document, struct kvet_error *error)
{
	struct bytes version = sbomdocument_text(root, "specVersion");
	yyjson_val *component =
		yyjson_obj_get(yyjson_obj_get(root, "metadata"), "component");
	yyjson_val *item;
	size_t i, max;
	bool taken;

	if (version.len != 3 || !starts_with(version, "1.") || version.data[2] < '2' ||
		version.data[2] > '7')
		return error_set(error, KVET_ERROR_INPUT, NULL,
			"CycloneDX '%.*s': 1.2 to 1.7 are read",
			(int)(version.len > 40 ? 40 : version.len),
			version.len ? version.data : "");
	taken = !component || read_component(document, component, 0);
	yyjson_arr_foreach(yyjson_obj_get(root, "components"), i, max, item)
	{
		taken = taken && read_component(document, item, 0);
	}
	return taken ? 0 : error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
}

/* Any of them -------------------------------------------------------------------------- */

int sbomdocument_read(
	yyjson_val *root, struct sbomdocument *document, struct kvet_error *error)
{
	*document = (struct sbomdocument){0};
	if (yyjson_obj_get(root, "@graph"))
		return read_spdx3(root, document, error);
	if (yyjson_obj_get(root, "spdxVersion"))
		return read_spdx2(root, document, error);
	if (yyjson_equals_str(yyjson_obj_get(root, "bomFormat"), "CycloneDX"))
		return read_cyclonedx(root, document, error);
	error_set(error, KVET_ERROR_INPUT, NULL, "no SBOM that is known here");
	error_hint(
		error, "SPDX 2.2, 2.3 and 3 and CycloneDX 1.2 to 1.7 are read, as JSON");
	return KVET_ERROR_INPUT;
}

void sbomdocument_release(struct sbomdocument *document)
{
	sbom_sources_release(&document->sources);
}
