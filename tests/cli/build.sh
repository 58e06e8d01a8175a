#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What is built: a small source tree with its configurations, seen as a tree, as a map, as a
# description, through lists of what was compiled, and as a device's root folder.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"

copy_records
expect_status 0 update records --db store.db
export KVET_DB=$PWD/store.db KVET_MAPS=$PWD/maps

# put FILE: standard input, in folders that are made
put() {
	mkdir -p "$(dirname "$1")"
	cat >"$1"
}

# A tree of 6.1.55 in which the files of the example records lie: ksmbd where older trees
# have it, nf_tables as a composite, bluetooth behind an ifdef.
# shellcheck disable=SC2016 # $ is for make
make_tree() {
	put tree/Makefile <<-'MAKEFILE'
		VERSION = 6
		PATCHLEVEL = 1
		SUBLEVEL = 55
		EXTRAVERSION =
		SRCARCH := $(ARCH)
		export SRCARCH
		include $(srctree)/scripts/Kbuild.include
		include $(srctree)/arch/$(SRCARCH)/Makefile
	MAKEFILE
	put tree/scripts/Kbuild.include </dev/null
	put tree/arch/x86/Makefile </dev/null
	put tree/arch/x86/kernel/setup.c </dev/null
	put tree/arch/arm64/boot/dts/qcom/sdm845-db845c.dts </dev/null
	put tree/Kbuild <<-'MAKEFILE'
		obj-y += init/ kernel/ fs/ net/ drivers/
	MAKEFILE
	put tree/kernel/Makefile <<<'obj-y := fork.o'
	put tree/kernel/fork.c </dev/null
	put tree/init/Makefile <<<'obj-y := main.o'
	put tree/init/main.c <<<'#include <linux/kernel.h>'
	put tree/include/linux/kernel.h </dev/null
	put tree/fs/Makefile <<<'obj-$(CONFIG_SMB_SERVER) += ksmbd/'
	put tree/fs/Kconfig <<-'KCONFIG'
		config SMB_SERVER
			tristate "SMB3 server support"
	KCONFIG
	put tree/fs/ksmbd/Makefile <<-'MAKEFILE'
		obj-$(CONFIG_SMB_SERVER) += ksmbd.o
		ksmbd-y := connection.o mgmt/user_session.o \
			auth.o smb2pdu.o
	MAKEFILE
	for file in connection.c connection.h mgmt/user_session.c mgmt/user_session.h auth.c \
		smb2pdu.c; do
		put "tree/fs/ksmbd/$file" <<<'#include "connection.h"'
	done
	put tree/net/Makefile <<-'MAKEFILE'
		obj-$(CONFIG_NETFILTER) += netfilter/
		ifdef CONFIG_BT
		obj-y += bluetooth/
		endif
		obj-$(CONFIG_INET) += ipv4/
	MAKEFILE
	put tree/net/netfilter/Makefile <<-'MAKEFILE'
		nf_tables-objs := nf_tables_core.o nft_set_rbtree.o
		obj-$(CONFIG_NF_TABLES) += nf_tables.o
	MAKEFILE
	put tree/net/netfilter/nft_set_rbtree.c </dev/null
	put tree/net/netfilter/nf_tables_core.c </dev/null
	put tree/net/bluetooth/Makefile <<<'obj-y += l2cap_core.o'
	put tree/net/bluetooth/l2cap_core.c <<<'#include <net/bluetooth/hci_core.h>'
	put tree/include/net/bluetooth/hci_core.h </dev/null
	put tree/net/ipv4/Makefile <<<'obj-$(CONFIG_IP_NF_IPTABLES) += netfilter/'
	put tree/net/ipv4/netfilter/Makefile <<<'obj-$(CONFIG_UNKNOWN_OF_SHELL) += x.o'
	put tree/net/ipv4/netfilter/arp_tables.c </dev/null
	put tree/net/ipv4/netfilter/ip_tables.c </dev/null
	put tree/drivers/Makefile <<<'obj-y += char/'
	put tree/drivers/char/Makefile <<<'obj-$(CONFIG_AGP) += agp/'
	put tree/drivers/char/agp/Makefile <<-'MAKEFILE'
		ifeq ($(shell uname -m),x86_64)
		obj-y += amd64-agp.o
		endif
	MAKEFILE
	put tree/drivers/char/agp/amd64-agp.c </dev/null
}

# configure FILE OPTION...: a configuration of 6.1.55 with these on
configure() {
	local file=$1 option
	shift
	{
		printf '#\n# Automatically generated file; DO NOT EDIT.\n'
		printf '# Linux/x86 6.1.55 Kernel Configuration\n#\n'
		printf '# General setup\n# end of General setup\n'
		for option in X86=y "$@"; do
			echo "CONFIG_$option"
		done
		echo '# CONFIG_EXPERT is not set'
		printf '# Kernel hacking\n# end of Kernel hacking\n'
	} >"$file"
}

# verdicts TARGET... : CVE, verdict, presence and option of every affected or unbuilt record
verdicts() {
	"$KVET" check "$@" --verdict affected,not_built --sort cve --format jsonl |
		python3 -c '
import json, sys
for line in list(sys.stdin)[1:]:
    finding = json.loads(line)
    option = finding["option"]
    print(finding["cve"], finding["verdict"], finding["presence"],
          option["name"] + "=" + option["value"] if option else "-")'
}

make_tree
configure none
configure some NETFILTER=y NF_TABLES=m BT=y SMB_SERVER=m AGP=y

record check tree --config none --limit 2
record check tree --config some --limit 2 --verbose
record explain tree CVE-2023-52480 --config none
record explain tree CVE-2023-52480 --config some
record explain tree CVE-2024-36968 --config none
record explain tree CVE-2026-53325 --config some
record check tree --config some --limit 1 --format json
record check tree --config some --limit 2 --format csv
record check tree --limit 1
record check 6.1.55 --config none --limit 1
verdicts tree --config none | tee none.tree >>transcript
verdicts tree --config some | tee some.tree >>transcript

# A map and a description say what the tree says.
expect_status 0 map tree -o linux.map
for config in none some; do
	verdicts 6.1.55 --config $config --map linux.map >$config.map
	expect_same $config.tree $config.map "the map of the tree, $config"
	expect_status 0 describe tree --config $config -o $config.kvet
	verdicts $config.kvet >$config.description
	expect_same $config.tree $config.description "the description, $config"
done
cp linux.map first.map
expect_status 0 map tree -o linux.map
expect_same first.map linux.map 'the same tree makes the same map'

# Without a name the map goes where check looks for it.
expect_status 0 map tree
verdicts 6.1.55 --config some >some.found
expect_same some.tree some.found 'a map is found by itself'
expect_status 0 check 6.6.1 --config some --limit 1
expect_plain out 'only a tree of line 6.6 tells'

# With every file counted as compiled nothing is not_built.
(cd tree && find . -type f | sed 's,^\./,,') >all.txt
for config in none some; do
	if verdicts tree --config $config --sbom all.txt | grep not_built; then
		fail "$config: all files are compiled, and something is not built"
	fi
done

# A list that does not speak for modules proves nothing of what may be in one; what the list
# lacks and the makefiles have counts.
configure builtin NETFILTER=y NF_TABLES=y BT=y SMB_SERVER=m
grep -v -e nft_set_rbtree.c -e '^fs/ksmbd/' all.txt >list.txt
verdicts tree --sbom list.txt >listed
grep -q not_built listed && fail 'a list without modules proves what may be one absent'
verdicts tree --sbom list.txt --config builtin >listed
grep -q 'CVE-2024-26581 not_built' listed && fail 'a list outweighs the makefiles'
grep -q 'CVE-2023-52480 affected module' listed || fail 'the list speaks for modules'
record explain tree CVE-2024-26581 --sbom list.txt --config builtin

# A device's root folder: release, configuration and modules out of its files.
release=6.1.55-panel
configure some-root NETFILTER=y NF_TABLES=m BT=y SMB_SERVER=m
put root/boot/config-$release <some-root
for module in net/netfilter/nf_tables.ko fs/ksmbd/ksmbd.ko; do
	put root/usr/lib/modules/$release/kernel/$module </dev/null
done
put root/usr/lib/modules/$release/modules.builtin <<<kernel/net/bluetooth/bluetooth.ko
verdicts --root root >>transcript
rm root/usr/lib/modules/$release/kernel/fs/ksmbd/ksmbd.ko
verdicts --root root >listed
cat listed >>transcript
grep -q 'CVE-2023-52480 not_built absent' listed ||
	fail 'a module that is not installed is there'

# What cannot be understood is refused, with its name.
record check tree --config records/cve/published/2023/CVE-2023-52480.json
record check tree --map tree/Makefile
record check records
record check linux.map
record check --root root 6.1.55
record check nowhere/kernel
echo '{"schema":"kvet.target/9"}' >newer.kvet
record check newer.kvet
head -c 300 linux.map >cut.map
record check 6.1.55 --config some --map cut.map
compare_transcript
finish
