# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Sourced by what takes files out of the Debian archive: an apt that has a sources list, lists
# and a cache of its own, in $archive, which are removed at the end. No suite is ever active
# on the system. The mirror is the one that the system uses; that Debian published the files
# is verified as always, by the signature over the suite.

archive_open() {
	keyring=
	for candidate in /usr/share/keyrings/debian-archive-keyring.{pgp,gpg}; do
		if [ -f "$candidate" ]; then
			keyring=$candidate
		fi
	done
	if [ -z "$keyring" ] || ! command -v apt-get >/dev/null; then
		echo "${0##*/}: neither apt nor the keyring of the Debian archive here" >&2
		exit 1
	fi
	archive=$(mktemp -d)
	trap 'rm -rf "$archive"' EXIT
	# apt downloads as the user _apt when root runs it.
	chmod 755 "$archive"
	mkdir -p "$archive"/{sources,lists/partial,cache/archives/partial,files}
	if [ "$(id -u)" = 0 ] && id _apt >/dev/null 2>&1; then
		chown _apt "$archive/files"
	fi
}

# archive_apt apt-get|apt-cache ARGUMENT...
archive_apt() {
	"$1" -qq \
		-o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$archive/sources" \
		-o Dir::State::Lists="$archive/lists" -o Dir::Cache="$archive/cache" \
		-o APT::Default-Release= -o APT::Update::Post-Invoke= \
		-o APT::Update::Post-Invoke-Success= -o Acquire::Languages=none \
		-o Acquire::Retries=2 "${@:2}"
}

# Where the system's own Debian packages come from; a third party's repository can look the
# same here, but does not carry Debian's signature.
archive_mirrors() {
	local codename
	# shellcheck source=/dev/null
	codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-$1}")
	apt-get --print-uris update 2>/dev/null |
		sed -nE "s#^'(.*/)dists/($codename|(old)*stable|testing|sid)/InRelease'.*#\1#p" |
		awk '!seen[$0]++'
}

# archive_source NAME TYPE MIRROR SUITE...: have the private apt know these suites.
archive_source() {
	cat >"$archive/sources/$1.sources" <<-EOF
		Types: $2
		URIs: $3
		Suites: ${*:4}
		Components: main
		Signed-By: $keyring
	EOF
}
