/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Areas follow the kernel's MAINTAINERS file where its entries are folders, and are no
 * finer than people speak of them: a network driver is named by its vendor, a graphics
 * driver by itself, a sound codec not at all. Of large families (SCSI, USB, crypto) only
 * the members that are spoken of are named, and the others are the family.
 */
#include "record/place.h"

#include <stdint.h>

/* How much a file says about the area of its record: any of one rank beats all below. */
enum rank {
	CODE,
	HEADER, /* shared headers change along with the code that needed it */
	ASIDE, /* documentation, tests: said only when there is nothing else */
};

/*
 * Files at PATTERN or below it are in area NAME or, without a name, in the folder that
 * is DEPTH levels deep, or as deep as the file lies. A `*` stands for the rest of one
 * path component. The longest pattern that fits wins, whole names before started ones.
 */
struct rule {
	const char *pattern;
	const char *name;
	unsigned char depth;
	unsigned char rank;
};

static const struct rule tree[] = {
	{"", .depth = 1},
	{"Documentation", .depth = 1, .rank = ASIDE},
	{"LICENSES", .depth = 1, .rank = ASIDE},
	{"samples", .depth = 1, .rank = ASIDE},

	{"arch", .depth = 2},
	{"arch/*/kvm", .depth = 3},
	{"arch/*/crypto", "crypto"},
	{"arch/*/include", .depth = 2, .rank = HEADER},
	{"arch/arm64/include/asm/kvm*", "arch/arm64/kvm", .rank = HEADER},
	{"arch/arm64/include/uapi/asm/kvm*", "arch/arm64/kvm", .rank = HEADER},
	{"arch/loongarch/include/asm/kvm*", "arch/loongarch/kvm", .rank = HEADER},
	{"arch/mips/include/asm/kvm*", "arch/mips/kvm", .rank = HEADER},
	{"arch/powerpc/include/asm/kvm*", "arch/powerpc/kvm", .rank = HEADER},
	{"arch/riscv/include/asm/kvm*", "arch/riscv/kvm", .rank = HEADER},
	{"arch/s390/include/asm/kvm*", "arch/s390/kvm", .rank = HEADER},
	{"arch/x86/include/asm/kvm*", "arch/x86/kvm", .rank = HEADER},
	{"arch/x86/include/uapi/asm/kvm*", "arch/x86/kvm", .rank = HEADER},

	{"drivers", .depth = 2},
	{"drivers/accel", .depth = 3},
	{"drivers/acpi/acpica", .depth = 3},
	{"drivers/acpi/apei", .depth = 3},
	{"drivers/acpi/nfit", "drivers/nvdimm"},
	{"drivers/base/regmap", .depth = 3},
	{"drivers/block/drbd", .depth = 3},
	{"drivers/block/zram", .depth = 3},
	{"drivers/bus", .depth = 3},
	{"drivers/char", .depth = 3},
	{"drivers/crypto/caam", .depth = 3},
	{"drivers/crypto/ccp", .depth = 3},
	{"drivers/crypto/hisilicon", .depth = 3},
	{"drivers/crypto/intel", .depth = 3},
	{"drivers/crypto/ixp4xx*", "drivers/crypto/intel"},
	{"drivers/crypto/keembay", "drivers/crypto/intel"},
	{"drivers/crypto/qat", "drivers/crypto/intel"},
	{"drivers/dma/idxd", .depth = 3},
	{"drivers/firmware/arm_ffa", .depth = 3},
	{"drivers/firmware/arm_scmi", .depth = 3},
	{"drivers/firmware/cirrus", .depth = 3},
	{"drivers/firmware/efi", .depth = 3},
	{"drivers/firmware/qcom", .depth = 3},
	{"drivers/genpd", "drivers/pmdomain"},
	{"drivers/gpu", .depth = 3},
	{"drivers/gpu/drm", .depth = 4},
	{"drivers/gpu/drm/dp", "drivers/gpu/drm/display"},
	{"drivers/hwtracing", .depth = 3},
	{"drivers/infiniband", .depth = 3},
	{"drivers/infiniband/hw/bnxt_re", .depth = 4},
	{"drivers/infiniband/hw/hfi1", .depth = 4},
	{"drivers/infiniband/hw/hns", .depth = 4},
	{"drivers/infiniband/hw/irdma", .depth = 4},
	{"drivers/infiniband/hw/mana", .depth = 4},
	{"drivers/infiniband/hw/mlx5", .depth = 4},
	{"drivers/infiniband/sw", .depth = 4},
	{"drivers/iommu", .depth = 3},
	{"drivers/md/bcache", .depth = 3},
	{"drivers/media", .depth = 3},
	{"drivers/misc/cxl", .depth = 3},
	{"drivers/misc/fastrpc*", "drivers/misc/fastrpc"},
	{"drivers/misc/habanalabs", "drivers/accel/habanalabs"},
	{"drivers/misc/mei", .depth = 3},
	{"drivers/misc/ocxl", .depth = 3},
	{"drivers/misc/uacce", .depth = 3},
	{"drivers/misc/vmw_vmci", .depth = 3},
	{"drivers/mtd/nand", .depth = 3},
	{"drivers/mtd/spi-nor", .depth = 3},
	{"drivers/mtd/ubi", .depth = 3},
	{"drivers/net", .depth = 3},
	{"drivers/net/ethernet", .depth = 4},
	{"drivers/net/wireless", .depth = 4},
	{"drivers/net/wireless/mac80211_hwsim*", "drivers/net/wireless/virtual"},
	{"drivers/nvme", .depth = 3},
	{"drivers/pci/controller", .depth = 3},
	{"drivers/pci/endpoint", .depth = 3},
	{"drivers/pci/host", "drivers/pci/controller"},
	{"drivers/pci/hotplug", .depth = 3},
	{"drivers/platform", .depth = 3},
	{"drivers/power", .depth = 3},
	{"drivers/s390", .depth = 3},
	{"drivers/scsi/lpfc", .depth = 3},
	{"drivers/scsi/mpi3mr", .depth = 3},
	{"drivers/scsi/mpt3sas", .depth = 3},
	{"drivers/scsi/pm8001", .depth = 3},
	{"drivers/scsi/qla2xxx", .depth = 3},
	{"drivers/scsi/ufs", "drivers/ufs"},
	{"drivers/soc/qcom", .depth = 3},
	{"drivers/staging", .depth = 3},
	{"drivers/staging/comedi", "drivers/comedi"},
	{"drivers/staging/erofs", "fs/erofs"},
	{"drivers/staging/exfat", "fs/exfat"},
	{"drivers/staging/gpib", "drivers/gpib"},
	{"drivers/staging/wfx", "drivers/net/wireless/silabs"},
	{"drivers/tty", .depth = 3},
	{"drivers/usb/cdns3", .depth = 3},
	{"drivers/usb/class", .depth = 3},
	{"drivers/usb/core", .depth = 3},
	{"drivers/usb/dwc2", .depth = 3},
	{"drivers/usb/dwc3", .depth = 3},
	{"drivers/usb/gadget", .depth = 3},
	{"drivers/usb/host", .depth = 3},
	{"drivers/usb/misc", .depth = 3},
	{"drivers/usb/musb", .depth = 3},
	{"drivers/usb/serial", .depth = 3},
	{"drivers/usb/storage", .depth = 3},
	{"drivers/usb/typec", .depth = 3},
	{"drivers/usb/usbip", .depth = 3},
	{"drivers/video", .depth = 3},
	{"drivers/virt/coco", .depth = 3},

	{"fs", .depth = 2},
	{"fs/autofs4", "fs/autofs"},
	{"fs/cifs", "fs/smb"},
	{"fs/fscache", "fs/netfs"},
	{"fs/io-wq*", "io_uring"},
	{"fs/io_uring.c", "io_uring"},
	{"fs/ksmbd", "fs/smb"},
	{"fs/nfs_common", "fs/nfs"},
	{"fs/smbfs_common", "fs/smb"},
	{"fs/userfaultfd.c", "mm"},

	{"kernel", .depth = 2},
	{"kernel/audit*", "kernel/audit"},
	{"kernel/futex*", "kernel/futex"},
	{"kernel/module*", "kernel/module"},
	{"kernel/tracepoint.c", "kernel/trace"},
	{"lib/crypto", .depth = 2},
	{"lib/kunit", .depth = 2},
	{"mm/damon", .depth = 2},

	{"net", .depth = 2},
	{"net/*/netfilter", "net/netfilter"},
	{"net/bpf", "kernel/bpf"},
	{"net/netfilter/ipvs", .depth = 3},

	{"security", .depth = 2},
	{"sound", .depth = 2},
	{"sound/pci/hda", "sound/hda"},
	{"sound/soc/sof", .depth = 3},

	{"tools", .depth = 2},
	{"tools/arch", .depth = 2, .rank = ASIDE},
	{"tools/include", .depth = 2, .rank = ASIDE},
	{"tools/lib", .depth = 3},
	{"tools/testing", .depth = 2, .rank = ASIDE},
	{"virt", .depth = 2},
};

/* Below include/ and include/uapi/, the headers whose home is known. */
static const struct rule headers[] = {
	{"", "include", .rank = ASIDE},
	{"acpi", "drivers/acpi"},
	{"acpi/ghes.h", "drivers/acpi/apei"},
	{"asm-generic/audit_*", "kernel/audit"},
	{"crypto", "crypto"},
	{"cxl", "drivers/cxl"},
	{"drm", "drivers/gpu/drm"},
	{"drm/amdgpu*", "drivers/gpu/drm/amd"},
	{"drm/display", "drivers/gpu/drm/display"},
	{"drm/dp", "drivers/gpu/drm/display"},
	{"drm/gpu_scheduler*", "drivers/gpu/drm/scheduler"},
	{"drm/panthor*", "drivers/gpu/drm/panthor"},
	{"drm/spsc_queue.h", "drivers/gpu/drm/scheduler"},
	{"drm/ttm", "drivers/gpu/drm/ttm"},
	{"drm/xe_*", "drivers/gpu/drm/xe"},
	{"hyperv", "drivers/hv"},
	{"keys", "security/keys"},
	{"kunit", "lib/kunit"},
	{"kvm", "virt/kvm"},
	{"media", "drivers/media"},
	{"media/dvb*", "drivers/media/dvb-core"},
	{"media/v4l2-*", "drivers/media/v4l2-core"},
	{"media/videobuf2-*", "drivers/media/common"},
	{"rdma", "drivers/infiniband/core"},
	{"rv", "kernel/trace"},
	{"scsi", "drivers/scsi"},
	{"sound", "sound/core"},
	{"sound/hda*", "sound/hda"},
	{"sound/sdca*", "sound/soc"},
	{"sound/soc*", "sound/soc"},
	{"sound/sof*", "sound/soc/sof"},
	{"target", "drivers/target"},
	{"ufs", "drivers/ufs"},
	{"video", "drivers/video"},
	{"xen", "drivers/xen"},

	{"linux/arm_ffa.h", "drivers/firmware/arm_ffa"},
	{"linux/ata.h", "drivers/ata"},
	{"linux/atm.h", "net/atm"},
	{"linux/atm_*", "net/atm"},
	{"linux/atmdev.h", "net/atm"},
	{"linux/audit*", "kernel/audit"},
	{"linux/bio.h", "block"},
	{"linux/blk*", "block"},
	{"linux/bpf*", "kernel/bpf"},
	{"linux/btf*", "kernel/bpf"},
	{"linux/can", "drivers/net/can"},
	{"linux/capability.h", "security"},
	{"linux/ceph", "net/ceph"},
	{"linux/cgroup*", "kernel/cgroup"},
	{"linux/clk*", "drivers/clk"},
	{"linux/compaction.h", "mm"},
	{"linux/coresight*", "drivers/hwtracing/coresight"},
	{"linux/cper.h", "drivers/firmware/efi"},
	{"linux/cpufreq.h", "drivers/cpufreq"},
	{"linux/cpuhotplug.h", "kernel"},
	{"linux/cpuset.h", "kernel/cgroup"},
	{"linux/damon.h", "mm/damon"},
	{"linux/device", "drivers/base"},
	{"linux/device-mapper.h", "drivers/md"},
	{"linux/device.h", "drivers/base"},
	{"linux/dim.h", "lib"},
	{"linux/dma", "drivers/dma"},
	{"linux/dma-buf*", "drivers/dma-buf"},
	{"linux/dma-fence*", "drivers/dma-buf"},
	{"linux/dma-map*", "kernel/dma"},
	{"linux/dmaengine.h", "drivers/dma"},
	{"linux/efi*", "drivers/firmware/efi"},
	{"linux/elevator.h", "block"},
	{"linux/etherdevice.h", "net/core"},
	{"linux/ethtool*", "net/ethtool"},
	{"linux/f2fs_fs.h", "fs/f2fs"},
	{"linux/fb*", "drivers/video/fbdev"},
	{"linux/fcntl.h", "fs"},
	{"linux/filter.h", "net/core"},
	{"linux/firmware", "drivers/firmware"},
	{"linux/firmware/qcom", "drivers/firmware/qcom"},
	{"linux/fortify-string.h", "lib"},
	{"linux/fpga", "drivers/fpga"},
	{"linux/fs", "fs"},
	{"linux/fs.h", "fs"},
	{"linux/fscache*", "fs/netfs"},
	{"linux/fscrypt.h", "fs/crypto"},
	{"linux/fsl/mc.h", "drivers/bus/fsl-mc"},
	{"linux/fsnotify*", "fs/notify"},
	{"linux/ftrace*", "kernel/trace"},
	{"linux/futex.h", "kernel/futex"},
	{"linux/generic-radix-tree.h", "lib"},
	{"linux/gpio", "drivers/gpio"},
	{"linux/hid*", "drivers/hid"},
	{"linux/hrtimer*", "kernel/time"},
	{"linux/huge_mm.h", "mm"},
	{"linux/hugetlb*", "mm"},
	{"linux/hung_task.h", "kernel"},
	{"linux/hw_random.h", "drivers/char/hw_random"},
	{"linux/hyperv.h", "drivers/hv"},
	{"linux/i2c*", "drivers/i2c"},
	{"linux/if_bridge.h", "net/bridge"},
	{"linux/if_ether.h", "net/core"},
	{"linux/if_team.h", "drivers/net/team"},
	{"linux/if_vlan.h", "net/8021q"},
	{"linux/iio", "drivers/iio"},
	{"linux/ima.h", "security/integrity"},
	{"linux/intel-iommu.h", "drivers/iommu/intel"},
	{"linux/io_uring*", "io_uring"},
	{"linux/iommu*", "drivers/iommu"},
	{"linux/irqchip", "drivers/irqchip"},
	{"linux/jbd2.h", "fs/jbd2"},
	{"linux/kasan*", "mm"},
	{"linux/key-type.h", "security/keys"},
	{"linux/key.h", "security/keys"},
	{"linux/keyctl.h", "security/keys"},
	{"linux/kfd_ioctl.h", "drivers/gpu/drm/amd"},
	{"linux/ksm.h", "mm"},
	{"linux/kthread.h", "kernel"},
	{"linux/kvm*", "virt/kvm"},
	{"linux/leafops.h", "mm"},
	{"linux/leds*", "drivers/leds"},
	{"linux/libata.h", "drivers/ata"},
	{"linux/libnvdimm.h", "drivers/nvdimm"},
	{"linux/list.h", "lib"},
	{"linux/liveupdate*", "kernel/liveupdate"},
	{"linux/lockd", "fs/lockd"},
	{"linux/lsm_*", "security"},
	{"linux/lzo.h", "lib"},
	{"linux/mbcache.h", "fs"},
	{"linux/memcontrol.h", "mm"},
	{"linux/mempolicy.h", "mm"},
	{"linux/mfd", "drivers/mfd"},
	{"linux/migrate.h", "mm"},
	{"linux/mlx4", "drivers/net/ethernet/mellanox"},
	{"linux/mlx5", "drivers/net/ethernet/mellanox"},
	{"linux/mm.h", "mm"},
	{"linux/mm_*", "mm"},
	{"linux/mmap_lock.h", "mm"},
	{"linux/mmc", "drivers/mmc"},
	{"linux/mmzone.h", "mm"},
	{"linux/module*", "kernel/module"},
	{"linux/mount.h", "fs"},
	{"linux/mroute_base.h", "net/ipv4"},
	{"linux/mshv.h", "drivers/hv"},
	{"linux/mtd", "drivers/mtd"},
	{"linux/netdev*", "net/core"},
	{"linux/netfilter*", "net/netfilter"},
	{"linux/netfs.h", "fs/netfs"},
	{"linux/netlink.h", "net/netlink"},
	{"linux/nfs*", "fs/nfs"},
	{"linux/ns_common.h", "kernel"},
	{"linux/nvme-*", "drivers/nvme/host"},
	{"linux/nvme.h", "drivers/nvme/host"},
	{"linux/of.h", "drivers/of"},
	{"linux/of_*", "drivers/of"},
	{"linux/padata.h", "kernel"},
	{"linux/page*", "mm"},
	{"linux/pci*", "drivers/pci"},
	{"linux/percpu*", "mm"},
	{"linux/perf_event.h", "kernel/events"},
	{"linux/pfrut.h", "drivers/acpi"},
	{"linux/pgtable.h", "mm"},
	{"linux/phy", "drivers/phy"},
	{"linux/phy*", "drivers/net/phy"},
	{"linux/platform_data/x86", "drivers/platform/x86"},
	{"linux/platform_device.h", "drivers/base"},
	{"linux/pm.h", "drivers/base"},
	{"linux/pm_domain.h", "drivers/pmdomain"},
	{"linux/pm_runtime.h", "drivers/base"},
	{"linux/power", "drivers/power/supply"},
	{"linux/ppp*", "drivers/net/ppp"},
	{"linux/pps_*", "drivers/pps"},
	{"linux/proc_fs.h", "fs/proc"},
	{"linux/psi*", "kernel/sched"},
	{"linux/ptp*", "drivers/ptp"},
	{"linux/quota*", "fs/quota"},
	{"linux/ramfs.h", "fs/ramfs"},
	{"linux/rcu*", "kernel/rcu"},
	{"linux/regmap.h", "drivers/base/regmap"},
	{"linux/regulator", "drivers/regulator"},
	{"linux/ring_buffer.h", "kernel/trace"},
	{"linux/rseq*", "kernel"},
	{"linux/sched", "kernel/sched"},
	{"linux/sched.h", "kernel/sched"},
	{"linux/sched/signal.h", "kernel"},
	{"linux/sched/task*", "kernel"},
	{"linux/sched/vhost_task.h", "kernel"},
	{"linux/seccomp.h", "kernel"},
	{"linux/secretmem.h", "mm"},
	{"linux/security.h", "security"},
	{"linux/serial*", "drivers/tty/serial"},
	{"linux/skbuff*", "net/core"},
	{"linux/skmsg.h", "net/core"},
	{"linux/slab.h", "mm"},
	{"linux/soc", "drivers/soc"},
	{"linux/soc/qcom", "drivers/soc/qcom"},
	{"linux/socket.h", "net"},
	{"linux/soundwire", "drivers/soundwire"},
	{"linux/spi", "drivers/spi"},
	{"linux/srcu*", "kernel/rcu"},
	{"linux/stackdepot.h", "lib"},
	{"linux/stmmac.h", "drivers/net/ethernet/stmicro"},
	{"linux/sunrpc", "net/sunrpc"},
	{"linux/swap*", "mm"},
	{"linux/task_work.h", "kernel"},
	{"linux/tcp.h", "net/ipv4"},
	{"linux/tee*", "drivers/tee"},
	{"linux/thermal.h", "drivers/thermal"},
	{"linux/tpm*", "drivers/char/tpm"},
	{"linux/trace*", "kernel/trace"},
	{"linux/tty*", "drivers/tty"},
	{"linux/ublk_cmd.h", "drivers/block"},
	{"linux/udp.h", "net/ipv4"},
	{"linux/uprobes.h", "kernel/events"},
	{"linux/usb", "drivers/usb/core"},
	{"linux/usb.h", "drivers/usb/core"},
	{"linux/usb/gadget.h", "drivers/usb/gadget"},
	{"linux/usb/typec*", "drivers/usb/typec"},
	{"linux/user_namespace.h", "kernel"},
	{"linux/userfaultfd*", "mm"},
	{"linux/vdpa.h", "drivers/vdpa"},
	{"linux/vfio*", "drivers/vfio"},
	{"linux/vhost*", "drivers/vhost"},
	{"linux/virtio*", "drivers/virtio"},
	{"linux/virtio_bt.h", "drivers/bluetooth"},
	{"linux/virtio_net.h", "drivers/net"},
	{"linux/vmalloc.h", "mm"},
	{"linux/watch_queue.h", "kernel"},
	{"linux/wmi.h", "drivers/platform/wmi"},
	{"linux/workqueue.h", "kernel"},
	{"linux/xarray.h", "lib"},

	{"net", "net"},
	{"net/9p", "net/9p"},
	{"net/act_api.h", "net/sched"},
	{"net/addrconf.h", "net/ipv6"},
	{"net/af_rxrpc.h", "net/rxrpc"},
	{"net/af_unix.h", "net/unix"},
	{"net/af_vsock.h", "net/vmw_vsock"},
	{"net/arp.h", "net/ipv4"},
	{"net/ax25.h", "net/ax25"},
	{"net/bluetooth", "net/bluetooth"},
	{"net/bond*", "drivers/net/bonding"},
	{"net/caif", "net/caif"},
	{"net/cfg80211*", "net/wireless"},
	{"net/cfg802154.h", "net/ieee802154"},
	{"net/devlink.h", "net/devlink"},
	{"net/dropreason*", "net/core"},
	{"net/dsa*", "net/dsa"},
	{"net/dst*", "net/core"},
	{"net/fib_rules.h", "net/core"},
	{"net/gro.h", "net/core"},
	{"net/icmp.h", "net/ipv4"},
	{"net/inet_*", "net/ipv4"},
	{"net/ioam6.h", "net/ipv6"},
	{"net/ip.h", "net/ipv4"},
	{"net/ip6*", "net/ipv6"},
	{"net/ip_*", "net/ipv4"},
	{"net/ip_vs.h", "net/netfilter/ipvs"},
	{"net/ipv6*", "net/ipv6"},
	{"net/iucv", "net/iucv"},
	{"net/kcm.h", "net/kcm"},
	{"net/l3mdev.h", "net/l3mdev"},
	{"net/lapb.h", "net/lapb"},
	{"net/llc*", "net/llc"},
	{"net/mac80211.h", "net/mac80211"},
	{"net/mac802154.h", "net/mac802154"},
	{"net/mana", "drivers/net/ethernet/microsoft"},
	{"net/mctp*", "net/mctp"},
	{"net/mptcp.h", "net/mptcp"},
	{"net/mrp.h", "net/802"},
	{"net/neighbour.h", "net/core"},
	{"net/net_namespace.h", "net/core"},
	{"net/netfilter", "net/netfilter"},
	{"net/netlink.h", "net/netlink"},
	{"net/netns/mpls.h", "net/mpls"},
	{"net/netrom.h", "net/netrom"},
	{"net/nfc", "net/nfc"},
	{"net/page_pool*", "net/core"},
	{"net/phonet", "net/phonet"},
	{"net/pkt_*", "net/sched"},
	{"net/raw.h", "net/ipv4"},
	{"net/rawv6.h", "net/ipv6"},
	{"net/rose.h", "net/rose"},
	{"net/route.h", "net/ipv4"},
	{"net/rtnetlink.h", "net/core"},
	{"net/sch_generic.h", "net/sched"},
	{"net/sctp", "net/sctp"},
	{"net/secure_seq.h", "net/core"},
	{"net/smc.h", "net/smc"},
	{"net/sock*", "net/core"},
	{"net/switchdev.h", "net/switchdev"},
	{"net/tc_act", "net/sched"},
	{"net/tcp*", "net/ipv4"},
	{"net/tcx.h", "kernel/bpf"},
	{"net/tls.h", "net/tls"},
	{"net/udp*", "net/ipv4"},
	{"net/vxlan.h", "drivers/net/vxlan"},
	{"net/x25*", "net/x25"},
	{"net/xdp*", "net/xdp"},
	{"net/xdp.h", "net/core"},
	{"net/xfrm.h", "net/xfrm"},
	{"net/xsk_*", "net/xdp"},

	{"trace/events/afs.h", "fs/afs"},
	{"trace/events/block.h", "block"},
	{"trace/events/bpf*", "kernel/bpf"},
	{"trace/events/btrfs.h", "fs/btrfs"},
	{"trace/events/cachefiles.h", "fs/cachefiles"},
	{"trace/events/cgroup.h", "kernel/cgroup"},
	{"trace/events/damon.h", "mm/damon"},
	{"trace/events/dma.h", "kernel/dma"},
	{"trace/events/erofs.h", "fs/erofs"},
	{"trace/events/ext4.h", "fs/ext4"},
	{"trace/events/f2fs.h", "fs/f2fs"},
	{"trace/events/fscache.h", "fs/netfs"},
	{"trace/events/huge_memory.h", "mm"},
	{"trace/events/ib_*", "drivers/infiniband/core"},
	{"trace/events/io_uring.h", "io_uring"},
	{"trace/events/iommu.h", "drivers/iommu"},
	{"trace/events/jbd2.h", "fs/jbd2"},
	{"trace/events/kmem.h", "mm"},
	{"trace/events/kvm.h", "virt/kvm"},
	{"trace/events/mmflags.h", "mm"},
	{"trace/events/mptcp.h", "net/mptcp"},
	{"trace/events/net*", "net/core"},
	{"trace/events/netfs.h", "fs/netfs"},
	{"trace/events/rpc*", "net/sunrpc"},
	{"trace/events/rxrpc.h", "net/rxrpc"},
	{"trace/events/sched.h", "kernel/sched"},
	{"trace/events/skb.h", "net/core"},
	{"trace/events/sock.h", "net/core"},
	{"trace/events/spmi.h", "drivers/spmi"},
	{"trace/events/sunrpc.h", "net/sunrpc"},
	{"trace/events/tcp.h", "net/ipv4"},
	{"trace/events/writeback.h", "fs"},
	{"trace/events/xdp.h", "net/core"},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* More areas than this are not in one record; what comes behind them is not heard. */
#define AREAS 64

/* A file's area: LEN bytes at TEXT. */
struct place {
	struct bytes text;
	enum rank rank;
};

struct tally {
	struct place place;
	uint64_t votes;
};

/* After a `*` the path stands at the end of a component, as it must at the very end. */
static bool rule_fits(const struct rule *rule, const char *path)
{
	for (const char *at = rule->pattern; *at; at++) {
		if (*at == '*')
			path += strcspn(path, "/");
		else if (*at != *path++)
			return false;
	}
	return !*rule->pattern || !*path || *path == '/';
}

/* In half bytes. A `*` counts for less than nothing: `phy` is before `phy*`. */
static size_t rule_precision(const struct rule *rule)
{
	return 2 * strlen(rule->pattern) - (strchr(rule->pattern, '*') ? 3 : 0);
}

static const struct rule *find_rule(
	const struct rule *rules, size_t count, const char *path)
{
	const struct rule *best = &rules[0];
	size_t precision = 0;

	for (size_t i = 1; i < count; i++) {
		if (rules[i].pattern[0] != path[0] || !rule_fits(&rules[i], path))
			continue;
		if (rule_precision(&rules[i]) > precision) {
			best = &rules[i];
			precision = rule_precision(best);
		}
	}
	return best;
}

/* The folders of PATH down to DEPTH; nothing for a file in the uppermost one. */
static struct bytes folder_of(const char *path, unsigned depth)
{
	size_t len = 0;

	for (unsigned i = 0; i < depth; i++) {
		size_t start = len ? len + 1 : 0;
		size_t end = start + strcspn(path + start, "/");

		if (!path[end])
			break;
		len = end;
	}
	return (struct bytes){path, len};
}

static const char *below_include(const char *path)
{
	static const char include[] = "include/", uapi[] = "uapi/";

	if (strncmp(path, include, sizeof(include) - 1) != 0)
		return NULL;
	path += sizeof(include) - 1;
	if (strncmp(path, uapi, sizeof(uapi) - 1) == 0)
		path += sizeof(uapi) - 1;
	return path;
}

static struct place place_of(const char *path)
{
	const char *header = below_include(path);
	const struct rule *rule = header ? find_rule(headers, COUNT(headers), header)
					 : find_rule(tree, COUNT(tree), path);
	struct place place = {bytes_of(rule->name), (enum rank)rule->rank};

	if (header && place.rank == CODE)
		place.rank = HEADER;
	if (!rule->name)
		place.text = folder_of(path, rule->depth);
	/* The top folder's own files: Makefile, MAINTAINERS */
	if (!place.text.len)
		place = (struct place){bytes_of("other"), ASIDE};
	/* Two areas that could not be told apart once written are one. */
	if (place.text.len >= PLACE_AREA_SIZE)
		place.text.len = PLACE_AREA_SIZE - 1;
	return place;
}

static void vote(struct tally *tallies, size_t *count, struct place place)
{
	/* So far apart that no number of files in one record lifts a rank over the next. */
	static const uint64_t weight[] = {
		[CODE] = 1ull << 42, [HEADER] = 1ull << 21, [ASIDE] = 1};

	for (size_t i = 0; i < *count; i++) {
		struct bytes known = tallies[i].place.text;

		if (known.len == place.text.len &&
			memcmp(known.data, place.text.data, known.len) == 0) {
			tallies[i].votes += weight[place.rank];
			return;
		}
	}
	if (*count < AREAS)
		tallies[(*count)++] = (struct tally){place, weight[place.rank]};
}

/* Paths are the record's: what cannot be shown becomes a question mark. */
static void write_area(struct bytes text, char area[PLACE_AREA_SIZE])
{
	for (size_t i = 0; i < text.len; i++) {
		char byte = text.data[i];

		area[i] = byte > ' ' && byte < 0x7f ? byte : '?';
	}
	area[text.len] = '\0';
}

void place_subsystem(const char *const *files, size_t count, char area[PLACE_AREA_SIZE])
{
	struct tally tallies[AREAS];
	size_t areas = 0, best = 0;

	for (size_t i = 0; i < count; i++) {
		if (files[i] && *files[i])
			vote(tallies, &areas, place_of(files[i]));
	}
	for (size_t i = 1; i < areas; i++) {
		if (tallies[i].votes > tallies[best].votes)
			best = i;
	}
	write_area(areas ? tallies[best].place.text : (struct bytes){NULL, 0}, area);
}

/* What Rust code sees C by: written for it, not C that was wrong. */
static bool is_rust_glue(const char *path)
{
	return strncmp(path, "rust/helpers", 12) == 0 ||
	       strncmp(path, "rust/bindings/", 14) == 0 ||
	       strncmp(path, "rust/uapi/", 10) == 0;
}

#define BIT(language) (1u << KVET_LANGUAGE_##language)

/* 0 for a file that is no code. */
static unsigned language_of(const char *path)
{
	static const struct {
		const char *suffix;
		unsigned bit;
	} suffixes[] = {{".c", BIT(C)}, {".h", BIT(C)}, {".rs", BIT(RUST)},
		{".S", BIT(ASSEMBLY)}};
	size_t len = strlen(path);

	for (size_t i = 0; i < COUNT(suffixes); i++) {
		size_t suffix = strlen(suffixes[i].suffix);

		if (len > suffix && strcmp(path + len - suffix, suffixes[i].suffix) == 0)
			return suffixes[i].bit;
	}
	return 0;
}

unsigned place_languages(const char *const *files, size_t count)
{
	unsigned set = 0, glue = 0;

	for (size_t i = 0; i < count; i++) {
		if (!files[i])
			continue;
		unsigned bit = language_of(files[i]);
		if (bit == BIT(C) && is_rust_glue(files[i]))
			glue = bit;
		else
			set |= bit;
	}
	/* Glue alone is what it is written in. */
	if (!(set & BIT(RUST)))
		set |= glue;
	if (set & BIT(C))
		set &= ~BIT(ASSEMBLY);
	return set ? set : BIT(OTHER);
}
