/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Ranks, roughly:
 *
 *	95-85	the title names the defect
 *	84-77	a report of a sanitizer, anywhere
 *	76-66	the title names a mistake, or a defect that reports often explain better
 *	65-40	the description names the defect
 *	39-20	the title or the description hints at it
 *	19-1	the title says at least that something works now as it did not before
 *
 * So a title "fix race in X" above a KASAN report of a use-after-free is a use-after-free,
 * and above a mere mention of one, a race. What the kernel itself reports of a mistake made
 * earlier stands lower: an oops on NULL (69) below what a title names, a lockup, a stall or
 * a hung task (61, 60, 58) below the deadlock that it came from, a BUG (60) or WARNING (59)
 * below that and below a NULL or freed memory in the description.
 */
#include "record/class_table.h"

/* Short names, so that a rule is read in a line or two. */
#define UAF KVET_CLASS_USE_AFTER_FREE
#define DOUBLE KVET_CLASS_DOUBLE_FREE
#define BADFREE KVET_CLASS_INVALID_FREE
#define READ KVET_CLASS_OUT_OF_BOUNDS_READ
#define WRITE KVET_CLASS_OUT_OF_BOUNDS_WRITE
#define BOUNDS KVET_CLASS_OUT_OF_BOUNDS
#define DEREF KVET_CLASS_NULL_DEREFERENCE
#define UNINIT KVET_CLASS_UNINITIALISED_MEMORY
#define TYPE KVET_CLASS_TYPE_CONFUSION
#define STACK KVET_CLASS_STACK_OVERFLOW
#define RACE KVET_CLASS_DATA_RACE
#define LOCK KVET_CLASS_DEADLOCK
#define SLEEP KVET_CLASS_SLEEP_IN_ATOMIC
#define LEAK KVET_CLASS_MEMORY_LEAK
#define REF KVET_CLASS_REFCOUNT_LEAK
#define RESOURCE KVET_CLASS_RESOURCE_EXHAUSTION
#define INTEGER KVET_CLASS_INTEGER_OVERFLOW
#define DIVIDE KVET_CLASS_DIVIDE_BY_ZERO
#define SHIFT KVET_CLASS_SHIFT_OUT_OF_BOUNDS
#define LOOP KVET_CLASS_INFINITE_LOOP
#define ASSERT KVET_CLASS_REACHABLE_ASSERTION
#define AUTH KVET_CLASS_MISSING_AUTHORIZATION
#define INPUT KVET_CLASS_INPUT_VALIDATION
#define INFO KVET_CLASS_INFORMATION_LEAK
#define SIDE KVET_CLASS_SIDE_CHANNEL
#define LOGIC KVET_CLASS_LOGIC

/* What a rule is for: class_rule.refines in words. */
#define DECIDES false
#define REFINES true

/* Rows and lists of words stand as they are best read. */
/* clang-format off */

/* Functions that give a reference back, which fixes name when one was forgotten. */
#define PUTS \
	"*_put|put_*|usb_put_dev|acpi_put_table|dput|iput|fput|mmput|mmdrop|dst_release"
/* Functions that free, and that get memory or fail. */
#define FREES \
	"kfree|kvfree|vfree|kfree_skb|dev_kfree_skb|dev_kfree_skb_any|consume_skb" \
	"|*_free|free_*|usb_free_urb|free_netdev|kmem_cache_free|kfree_const" \
	"|kfree_sensitive|crypto_free_shash|dma_free_coherent|brelse|xa_destroy" \
	"|idr_destroy|input_free_device|ieee80211_free_hw|usb_free_coherent" \
	"|sg_free_table|__free_page|__free_pages|freeing"
#define ALLOCS \
	"kmalloc|kzalloc|kcalloc|devm_kzalloc|devm_kcalloc|devm_kmalloc|kstrdup" \
	"|devm_kasprintf|kasprintf|devm_kstrdup|kmemdup|vmalloc|vzalloc|kvmalloc" \
	"|kvzalloc|alloc_skb|dev_alloc_skb|nlmsg_new|alloc_workqueue" \
	"|create_workqueue|kvcalloc|create_singlethread_workqueue" \
	"|alloc_ordered_workqueue|mempool_alloc|alloc_percpu|kmalloc_array" \
	"|kmem_cache_alloc|kmem_cache_create|alloc_page|alloc_pages|bio_alloc" \
	"|usb_alloc_urb|dma_alloc_coherent|skb_clone|skb_copy|memdup_user" \
	"|netdev_alloc_skb|devm_ioremap|ioremap|of_iomap|platform_get_resource" \
	"|of_match_device|of_get_property|of_device_get_match_data" \
	"|get_zeroed_page|platform_get_resource_byname|devm_kmemdup" \
	"|devm_kmalloc_array|skb_share_check|of_find_node_by_name" \
	"|of_parse_phandle|kthread_run|iio_device_alloc|allocation|allocations" \
	"|alloc|malloc|allocated"

const struct class_rule class_rules[] = {
	/* Memory: use after free */
	{UAF, 95, 82, DECIDES, "kasan|kfence slab? use after free",
		"BUG: KASAN: slab-use-after-free in foo"},
	{UAF, 90, 36, DECIDES, "kasan maybe? wild memory access",
		"KASAN: maybe wild-memory-access in range"},
	{UAF, 93, 61, DECIDES,
		"!refcount_t|underflow|no use after free|frees|freed|release|released|"
		"freeing",
		"foo: fix use-after-free in bar"},
	{UAF, 93, 62, DECIDES, "use after return|scope",
		"the caller sees a use-after-return"},
	{UAF, 93, 61, DECIDES,
		"user after free",
		"foo: fix user-after-free"},
	{UAF, 93, 61, DECIDES, "uaf|uafs", "foo: avoid UAF on unplug"},
	{UAF, 90, 58, DECIDES,
		"access|accesses|accessing|accessed|dereference|dereferences|"
		"dereferencing|touch|touching|read|reads|reading .. after .. free|"
		"freed|freeing|released",
		"the timer goes on reading it after it was freed"},
	{UAF, 90, 58, DECIDES,
		"!refcount_t|underflow|no use|using|uses|used|refer|touch|touching .. after "
		".. free|freed|freeing|kfree|release|releasing",
		"do not use the node after freeing"},
	{UAF, 84, 56, DECIDES,
		"access|accesses|accessing|accessed|use|using|uses|dereference|"
		"dereferences|dereferencing|read|reads|reference|referencing|"
		"references .. freed",
		"it goes on using the freed entry"},
	{UAF, 80, 40, DECIDES,
		"use|access|accessing|touch|touching|dereference|dereferencing|refer .. "
		"after .. *_free|*_put|put|releasing",
		"foo: do not touch the folio after folio_put()"},
	{UAF, 84, 50, DECIDES,
		"access|accesses|accessing|use|using a|an|the? released",
		"it goes on accessing the released port"},
	{UAF, 84, 56, DECIDES, "dangling .. pointer|pointers|reference|references|ptr",
		"leaves a dangling pointer in the list"},
	{UAF, 70, 52, DECIDES,
		"dangling|stale pointer|pointers|ptr|reference|references",
		"clear the stale pointer on close"},
	{UAF, 44, 40, DECIDES,
		"goes|went|gone away|out",
		"its owner is gone away"},
	{UAF, 60, 50, DECIDES,
		"no longer exist|exists|existed",
		"the stack frame no longer exists"},
	{UAF, 76, 50, DECIDES, "already been? freed|released|gone|destroyed",
		"the queue is already gone"},
	{UAF, 60, 52, DECIDES,
		"has|have|may|might been? freed",
		"it uses a request that has been freed"},
	{UAF, 70, 44, DECIDES,
		"freed memory|object|data|skb|pointer|buffer|structure|struct|page|"
		"pages",
		"the handler gets freed memory"},
	{UAF, 60, 44, DECIDES,
		"free|freed|freeing|frees|release|released|destroyed .. still|while .. use|"
		"used|using|running|referenced|accessed",
		"it is freed while the worker is still running"},
	{UAF, 70, 50, DECIDES,
		"freed .. before .. use|used|using|accessed|access|done|finished|"
		"completes|completed",
		"freed before the worker has finished"},
	{UAF, 80, 78, DECIDES, "refcount_t addition on 0",
		"refcount_t: addition on 0; use-after-free."},
	{UAF, 70, 70, DECIDES, "6b6b6b6b6b6b6b6b", "RAX: 6b6b6b6b6b6b6b6b"},
	{UAF, 50, 20, DECIDES, "lifetime|lifetimes",
		"foo: tie the lifetime of bar to its owner"},
	{UAF, 48, 16, DECIDES,
		"cancel|flush|kill|disable|drain .. work|works|workqueue|timer|delayed_work|tasklet|"
		"timers",
		"foo: cancel pending work on removal"},
	{UAF, 50, 0, DECIDES,
		"del_timer_sync|cancel_work_sync|cancel_delayed_work_sync|"
		"timer_shutdown_sync|disable_work_sync|timer_delete_sync",
		"foo: call cancel_work_sync in remove"},

	/* Memory: double and invalid free */
	{DOUBLE, 94, 80, DECIDES, "kasan double free",
		"BUG: KASAN: double-free in foo"},
	{DOUBLE, 94, 64, DECIDES,
		"double|duplicate memory? deallocation|brelse|free|frees|freed|freeing|"
		"kfree|kfrees|release",
		"foo: fix double free of bar"},
	{DOUBLE, 90, 60, DECIDES, "free|freed|frees|freeing|kfree|released .. twice",
		"the name is then freed twice"},
	{DOUBLE, 80, 50, DECIDES, "free|freed|frees|freeing .. again",
		"remove frees the same ring again"},
	{DOUBLE, 94, 62, DECIDES, "free|frees|freed|freeing .. second time",
		"the path frees it for the second time"},
	{DOUBLE, 84, 58, DECIDES, "free|freeing|frees .. already been? freed",
		"it tries to free what has already been freed"},
	{BADFREE, 93, 60, DECIDES, "invalid|bad|bogus|wrong|illegal free|kfree|freeing",
		"foo: fix invalid free in error path"},
	{BADFREE, 84, 52, DECIDES,
		"mismatched|mismatch|mismatching .. free|dealloc|deallocation|freeing|"
		"alloc|kfree|vfree|kvfree",
		"foo: fix mismatched free function"},
	{BADFREE, 80, 50, DECIDES,
		"free|freeing|kfree|frees|kfreeing|freed .. error|invalid|garbage|"
		"uninitialized pointer|pointers",
		"kfree is handed an error pointer"},
	{BADFREE, 80, 60, DECIDES,
		"free|freeing|kfree|frees|kfreeing .. static|stack|const|devm|"
		"unallocated memory|variable|buffer|array|pointer|string|data|object|page|"
		"table|structure",
		"foo: kfree of a static table"},
	{BADFREE, 80, 60, DECIDES,
		"free|freeing|kfree|frees|*_free .. not|never|wasn .. allocated",
		"it frees what was never allocated"},
	{BADFREE, 76, 20, DECIDES, "use|call kvfree|vfree|free_netdev|kmem_cache_free",
		"foo: use kvfree to free the table"},

	/* Memory: bounds. The direction where the text tells it, else just out of bounds. */
	{READ, 95, 84, DECIDES,
		"kasan slab|stack|global|vmalloc|use? out of bounds read",
		"KASAN: slab-out-of-bounds Read in foo"},
	{WRITE, 95, 84, DECIDES,
		"kasan slab|stack|global|vmalloc|use? out of bounds write",
		"KASAN: slab-out-of-bounds Write in foo"},
	{READ, 94, 64, DECIDES,
		"out of bound|bounds|boundary|range|band? memory|access|kernel|mmio|heap|"
		"stack? read|reads|reading",
		"foo: fix out-of-bounds read"},
	{WRITE, 94, 65, DECIDES,
		"out of bound|bounds|boundary|range|band? memory? write|writes|writing|"
		"store",
		"foo: fix out-of-bounds write"},
	{READ, 94, 64, DECIDES,
		"oob|oobs memory|kernel|mmio|heap|stack? read|reads|r",
		"foo: fix OOB read"},
	{WRITE, 94, 65, DECIDES, "oob|oobs write|writes|w", "foo: fix OOB write"},
	{READ, 92, 62, DECIDES, "over read|reads|reading", "foo: fix buffer over-read"},
	{READ, 92, 62, DECIDES, "overread", "foo: fix buffer overread"},
	{READ, 92, 62, DECIDES,
		"overflowing read|reads",
		"foo: avoid overflowing reads"},
	{READ, 92, 62, DECIDES,
		"read|reads|reading overflow|overflows|overrun|overruns|beyond",
		"foo: fix read overflow"},
	{READ, 88, 62, DECIDES,
		"read|reads|reading|parse|parses|parsing|scan|scanning .. out of "
		"bounds|bound",
		"may be reading tables out of bounds"},
	{READ, 88, 60, DECIDES,
		"read|reads|reading|parse|parses|parsing|scan|scanning|copy|walk|walks "
		".. beyond|past|behind .. end|bounds|buffer|array|size|length|"
		"allocated|boundary|packet",
		"it reads past the end of the table"},
	{WRITE, 88, 63, DECIDES,
		"write|writes|writing|written|store|stores .. out of bounds|bound",
		"it stores the flag out of bounds"},
	{WRITE, 88, 62, DECIDES,
		"write|writes|writing|written|store|stores|overwrite|overwrites|"
		"overwriting .. beyond|past|behind .. end|bounds|buffer|array|size|"
		"length|allocated|boundary",
		"it writes past the end of the table"},
	{WRITE, 62, 58, DECIDES, "field spanning write",
		"memcpy: detected field-spanning write (size 8)"},
	{READ, 85, 82, DECIDES, "detected buffer overflow in strlen|strnlen",
		"detected buffer overflow in strlen"},
	{WRITE, 84, 78, DECIDES, "detected buffer overflow",
		"detected buffer overflow in strcpy"},
	{WRITE, 93, 62, DECIDES,
		"write|memcpy|strcpy|sprintf|strcat|copy overflow|overflows|overrun",
		"foo: fix memcpy overflow"},
	{WRITE, 93, 62, DECIDES, "overflowing memcpy|memset|write|copy",
		"foo: avoid field-overflowing memcpy()"},
	{WRITE, 93, 62, DECIDES,
		"heap|stack|slab|kernel buffer? overwrite|overflow|corruption",
		"this is a heap overflow"},
	{WRITE, 76, 52, DECIDES, "redzone|zone .. overwritten",
		"Right Redzone overwritten"},
	{WRITE, 70, 45, DECIDES,
		"overwrite|overwrites|overwriting|overwritten|corrupt|corrupts|"
		"corrupting .. adjacent|neighboring|neighbouring|following|memory|"
		"stack|heap|kernel",
		"it then overwrites adjacent fields"},
	{READ, 70, 70, REFINES, "read of size",
		"KASAN: slab-out-of-bounds in foo. Read of size 8 at addr"},
	{WRITE, 70, 70, REFINES, "write of size",
		"KASAN: slab-out-of-bounds in foo. Write of size 8 at addr"},
	{READ, 40, 30, REFINES,
		"read|reads|reading .. garbage|memory|stack|adjacent|heap|leak|"
		"unrelated|kernel",
		"out-of-bounds access: the loop reads adjacent entries"},
	{READ, 40, 30, REFINES,
		"before reading|parsing|reads",
		"foo: validate the length before reading"},
	{BOUNDS, 60, 44, DECIDES,
		"missing|add empty|terminating|terminator|sentinel entry|member|element",
		"foo: add the missing empty entry"},
	{READ, 76, 48, DECIDES, "sentinel|sentinels", "foo: add the missing sentinel"},
	{READ, 80, 56, DECIDES,
		"walk|walks|walking|run|runs|running|read|reads|reading|go|goes off .. "
		"end",
		"foo: do not walk off the end"},
	{WRITE, 20, 0, REFINES, "!no|avoid buffer overflow|overflows",
		"out of bounds: a buffer overflow"},
	{WRITE, 40, 30, REFINES, "overwrite|overwrites|overwriting|overwritten",
		"out-of-bounds: the index overwrites others"},
	{BOUNDS, 95, 83, DECIDES, "kasan slab|stack|global|vmalloc|user? out of bounds",
		"BUG: KASAN: slab-out-of-bounds in foo"},
	{BOUNDS, 94, 82, DECIDES, "array index out of bounds",
		"UBSAN: array-index-out-of-bounds in foo.c"},
	{BOUNDS, 93, 63, DECIDES,
		"!shift|exponent|kasan out of|off bound|bounds|boundary|boundaries",
		"foo: fix out of bounds access"},
	{BOUNDS, 93, 62, DECIDES,
		"oob|oobs access|accesses|issue|bug|error|problem|crash|vulnerability|"
		"memory|index",
		"foo: fix OOB access"},
	{BOUNDS, 90, 60, DECIDES,
		"out of range|array index|access|accesses|indexing|pointer",
		"the out-of-range index hits the table"},
	{BOUNDS, 90, 58, DECIDES,
		"!stack|heap|slab buffer overflow|overflows|overrun|overruns|underflow|"
		"overwrite",
		"foo: fix buffer overflow"},
	{BOUNDS, 90, 58, DECIDES,
		"overflow|overflows|overflowing|overrun|overruns|overrunning .. buffer|"
		"array|stack|table",
		"foo: do not overflow the bar array"},
	{BOUNDS, 88, 56, DECIDES,
		"array|string|table|bitmap overflow|overflows|overrun|underflow|"
		"overruns",
		"foo: fix array overrun"},
	{BOUNDS, 70, 50, DECIDES,
		"overrun|overruns",
		"this is an overrun"},
	{BOUNDS, 80, 54, DECIDES,
		"access|accesses|accessing|index|indexing|go|goes|going|run|runs|"
		"running|walk .. beyond|past|outside .. end|bounds|buffer|array|size|"
		"length|allocated|boundary|limit",
		"the index goes past the end of the table"},
	{BOUNDS, 78, 50, DECIDES, "off by one|two", "foo: fix off by one in loop"},
	{BOUNDS, 65, 48, DECIDES,
		"bound|bounds|boundary check|checks|checking|checked|"
		"validation|safe",
		"foo: add bounds check for bar"},
	{BOUNDS, 63, 27, DECIDES, "bounds", "foo: enforce bounds of the table"},
	{BOUNDS, 60, 50, DECIDES,
		"without|not checking|validating|verifying|checked .. length|size|len|"
		"count|bounds",
		"it copies without checking the length"},
	{BOUNDS, 60, 40, DECIDES, "before|when|for indexing",
		"foo: validate the id before indexing bar"},
	{BOUNDS, 70, 40, DECIDES, "index|idx .. overflow",
		"foo: index calculation must not overflow"},
	{BOUNDS, 74, 48, DECIDES,
		"check|validate|verify|limit|clamp|cap|limiting|restrict .. index|"
		"bounds|idx",
		"foo: validate the bar index"},
	{BOUNDS, 70, 48, DECIDES,
		"invalid|bad|wrong|negative array? index|indexes|indices|idx",
		"foo: reject negative index"},
	{BOUNDS, 62, 24, DECIDES,
		"exceed|exceeds|exceeding|larger|bigger|greater|longer .. size|array|"
		"buffer|bounds|length",
		"the count may exceed the array"},
	{BOUNDS, 58, 34, DECIDES,
		"buffer|array|copy|table|allocation too? size|small|short|length|sizes",
		"foo: fix buffer size"},
	{BOUNDS, 68, 37, DECIDES,
		"memory|heap|stack corruption|corruptions|scribble|overwrite",
		"foo: fix memory corruption"},
	{BOUNDS, 56, 40, DECIDES,
		"nul|null|zero terminated|terminate|terminator|termination",
		"foo: make sure the name is NUL terminated"},
	{BOUNDS, 50, 16, DECIDES,
		"packet|frame|message|descriptor|payload|header|data|skb|response|"
		"report|attribute|minimum|buffer length|size|len|lengths",
		"foo: check the packet length"},
	{BOUNDS, 48, 16, DECIDES,
		"check|checks|validate|validation|verify|restrict|clamp|"
		"sanity|validating .. length|lengths|size|sizes|len|count|offset|"
		"offsets|range|ranges|number|*_len|*_length|*_size|*_offset|*_cnt|"
		"*_count|*_idx|*_index|*_num",
		"foo: validate the length of bar"},
	{BOUNDS, 50, 16, DECIDES,
		"length|size|range|offset|index|len|sizes|idx|id check|checks|checking|"
		"validation|limits|limit",
		"foo: add missing size check"},
	{BOUNDS, 46, 0, DECIDES,
		"limit|limits|restrict|clamp|cap .. size|length|len|offset|range",
		"foo: limit the length of bar"},
	{BOUNDS, 56, 24, DECIDES, "pull|pskb_may_pull|skb_header_pointer|skb_linearize",
		"foo: pull headers before use"},
	{BOUNDS, 54, 30, DECIDES,
		"truncated|short|runt|undersized|malformed frame|frames|packet|packets|"
		"descriptor|descriptors|data|message|messages|report|response|responses",
		"foo: reject short packets"},
	{BOUNDS, 54, 30, DECIDES, "oversized|overlong|overly",
		"foo: reject oversized options"},
	{BOUNDS, 92, 58, DECIDES,
		"fix|prevent|avoid|potential|possible|an|slab|kasan oob|oobs",
		"foo: prevent OOB in bar"},

	/* Memory: null */
	{DEREF, 95, 82, DECIDES, "kasan null ptr|pointer deref",
		"KASAN: null-ptr-deref in range"},
	{DEREF, 94, 69, DECIDES, "kernel null pointer dereference",
		"BUG: kernel NULL pointer dereference, address: 08"},
	{DEREF, 94, 69, DECIDES, "access to .. null|0000000000000000",
		"Unable to handle access to NULL"},
	{DEREF, 95, 64, DECIDES,
		"!no null|nil pointer|ptr|pointers dereference|dereferences|"
		"dereferencing|dereferenced|deref|derefs|derefence|dereferrence|refs|"
		"reference|references",
		"foo: fix NULL pointer dereference"},
	{DEREF, 95, 64, DECIDES,
		"!no null dereference|dereferences|dereferencing|dereferenced|deref|"
		"derefs",
		"foo: fix NULL dereference in bar"},
	{DEREF, 94, 62, DECIDES,
		"null|nil pointer|ptr access|accesses|exception|crash|bug|issue|issues|"
		"oops|panic|error|check|checks|checking|problem|usage|use|fault|de|def|"
		"call",
		"foo: fix NULL ptr access"},
	{DEREF, 93, 62, DECIDES, "nullptr|npd|null_ptr_deref|nullptrs|npe",
		"foo: fix nullptr in bar"},
	{DEREF, 92, 60, DECIDES,
		"dereference|dereferences|dereferencing|dereferenced|deref|derefence|"
		"derefences .. null",
		"it then dereferences NULL"},
	{DEREF, 86, 46, DECIDES,
		"null|nullness check|checks|checking|checked|test|validation",
		"foo: add NULL check in bar"},
	{DEREF, 86, 50, DECIDES,
		"!old|new|a|the check|checks|checking|checked|test|guard|handle|handling|"
		"protect|validate|verify|handles .. null",
		"foo: handle bar being NULL"},
	{DEREF, 80, 52, DECIDES, "!no|non|not null|nil pointer|pointers|ptr",
		"a NULL pointer goes to bar"},
	{DEREF, 34, 27, DECIDES, "return|returns|returned|returning .. null",
		"bar may return NULL"},
	{DEREF, 66, 37, DECIDES, "is|are|was|be|being|becomes|became|still null",
		"when the name is NULL"},
	{DEREF, 52, 26, DECIDES, "null", "foo: do not pass NULL to bar"},
	{DEREF, 82, 46, DECIDES,
		"check|checks|checking|checked|handle|handling|test .. " ALLOCS,
		"foo: check kzalloc in bar"},
	{DEREF, 84, 40, DECIDES,
		"check|checks|checking|checked|handle|handling|missing .. return|"
		"returned|result|results .. " ALLOCS,
		"foo: check the return value of kmalloc"},
	{DEREF, 56, 20, DECIDES,
		ALLOCS " failure|failures|fail|fails|failed|errors|error",
		"foo: handle kzalloc failure"},
	{DEREF, 80, 52, DECIDES,
		"!kernel err_ptr|error|invalid|unchecked|wild|bad pointer? deref|"
		"dereference|dereferences|dereferencing",
		"foo: fix error pointer dereference"},
	{DEREF, 80, 52, DECIDES, "err_ptr|error|invalid|unchecked|wild|bad pointer access",
		"foo: fix invalid pointer access"},
	{DEREF, 70, 48, DECIDES,
		"dereference|dereferences|dereferencing|dereferenced|deref .. err_ptr|"
		"error|invalid|is_err",
		"it would dereference an ERR_PTR"},
	{DEREF, 60, 40, DECIDES,
		"return|returns|returned|returning an? error pointer|pointers",
		"bar can return an error pointer"},
	{DEREF, 68, 40, DECIDES, "is_err|is_err_or_null|err_ptr",
		"foo: use IS_ERR for bar"},
	{DEREF, 60, 30, DECIDES,
		"before|without checking|check|checked|using|use|access|accessing|"
		"dereference|dereferencing|dereferenced .. pointer|valid|exists|"
		"existence|present|set",
		"foo: test before using its pointer"},
	{DEREF, 66, 30, DECIDES,
		"dereference|dereferences|dereferencing|dereferenced|deref|derefs",
		"foo: avoid bad deref in bar"},
	{DEREF, 60, 40, DECIDES,
		"not|isn|never|unset|doesn .. set|assigned|implemented|implement|"
		"provide|provided|defined .. pointer|callback|ops|op|handler",
		"it does not provide a callback"},
	{DEREF, 60, 36, DECIDES,
		"invalid|bad|bogus|garbage|unvalidated|unchecked|wild pointer|pointers|"
		"ptr|address",
		"foo: do not use a bad pointer"},
	{DEREF, 76, 44, DECIDES, "error pointer|pointers|ptr check|checks|checking",
		"foo: add error pointer check"},

	/* Memory: uninitialised */
	{UNINIT, 95, 82, DECIDES, "kmsan uninit value|memory",
		"BUG: KMSAN: uninit-value in foo"},
	{UNINIT, 95, 82, DECIDES, "kmsan kernel infoleak|usb",
		"BUG: KMSAN: kernel-infoleak in foo"},
	{UNINIT, 94, 64, DECIDES,
		"uninit value|values|access|memory|data|variable|read|reads|use|usage|"
		"field|issue|bug|error|problem|warning|heap",
		"foo: fix uninit-value in bar"},
	{UNINIT, 92, 62, DECIDES,
		"uninitialized|uninitialised|unitialized|uninitalised|uninitalized|"
		"uninit|uninitialize|undefined|unset value|values|access|accesses|"
		"memory|data|variable|variables|read|reads|use|usage|stack|bytes|field|"
		"fields|struct|structure|pointer|buffer|heap|kernel|return|ret|err|"
		"padding|symbol|array|members|member|slab|content|contents|page|pages",
		"foo: fix uninitialized variable use"},
	{UNINIT, 82, 57, DECIDES,
		"uninitialized|uninitialised|unitialized|uninitalised|uninitalized|"
		"uninited",
		"the lock is then uninitialized"},
	{UNINIT, 50, 39, DECIDES,
		"not|never|isn|wasn|hasn|aren|without|before been|yet|fully|properly|being|"
		"zero? been? initialized|initialised|initializing|initialize",
		"bar is not yet initialized"},
	{UNINIT, 50, 22, DECIDES,
		"missing|forgot|forgets|before .. initialization|initialisation|init|"
		"initialize|initializing",
		"foo: fix missing initialization"},
	{UNINIT, 62, 26, DECIDES,
		"clear|clearing .. padding|reserved|stack|bytes|fields|members",
		"foo: clear the padding of bar"},
	{UNINIT, 62, 26, DECIDES,
		"initialize|initialise|init|zero|zeroing|memset|initializing|"
		"initialized|zeroed .. variable|variables|struct|"
		"structure|fields|field|memory|buffer|buffers|padding|"
		"array|stack|pages|page|"
		"members|reserved",
		"foo: zero the padding of bar"},
	{UNINIT, 66, 22, DECIDES, "garbage value|values|data|stack",
		"it returns a garbage value"},
	{UNINIT, 49, 0, DECIDES,
		"initialize|initialise|memset|initializing|kzalloc|zeroed|kcalloc",
		"foo: initialize bar"},
	{UNINIT, 92, 66, DECIDES,
		"uninitialized|uninitialised|uninit .. userspace|userland|user",
		"this pushes uninitialized information to userspace"},
	{UNINIT, 66, 54, DECIDES, "non static key",
		"INFO: trying to register non-static key."},
	{UNINIT, 60, 48, DECIDES, "random|stale stack|garbage|memory|bytes",
		"it holds random stack content"},
	{UNINIT, 93, 66, DECIDES, "kernel infoleak|infoleaks",
		"foo: fix kernel-infoleak in bar"},
	{UNINIT, 91, 66, DECIDES,
		"uninitialized|uninitialised|stale .. leak|leaks|leaking|leaked",
		"uninitialized bytes are leaked"},
	{UNINIT, 0, 63, DECIDES,
		"memory|data|bytes|content|contents .. kernel stack",
		"it returns 8 bytes of the kernel stack"},
	{UNINIT, 91, 66, DECIDES,
		"leak|leaks|leaking|leaked|expose|exposes|exposing .. stack|"
		"uninitialized|uninitialised",
		"it leaks 4 bytes of the stack"},
	{UNINIT, 91, 66, DECIDES,
		"stack|padding|heap info|information|memory|data? leak|leaks|leaking|leaked",
		"foo: fix kernel stack leak in bar"},

	/* Memory: types, stack */
	{TYPE, 94, 55, DECIDES, "type confusion|confusions|confused|confuse|confusing",
		"foo: fix type confusion"},
	{TYPE, 80, 52, DECIDES,
		"invalid|bad|wrong|incorrect|illegal|unsafe|wrongly|incorrectly|"
		"blindly cast|casting|casts|container_of|downcast",
		"foo: fix wrong cast"},
	{TYPE, 70, 46, DECIDES, "cfi failure|failures|violation|panic|type|check|error",
		"CFI failure at foo"},
	{TYPE, 74, 58, DECIDES,
		"function .. pointer|prototype|type|signature mismatch|mismatches|cast|"
		"casts|casting",
		"an indirect call with a function pointer mismatch"},
	{TYPE, 66, 48, DECIDES,
		"cast|casts|casting|interpret|interprets|interpreted|interpreting|"
		"treat|treats|treated .. as|wrong|incorrectly .. struct|different|"
		"pointer|type|object|inode|folio",
		"it is cast as a different type"},
	{STACK, 95, 84, DECIDES, "stack guard page", "BUG: stack guard page was hit"},
	{STACK, 94, 66, DECIDES,
		"stack overflow|overflows|exhaustion|overrun|overruns|overflowing|"
		"exhausted",
		"foo: fix stack overflow"},
	{STACK, 91, 50, DECIDES, "overflow|overflows|overflowing .. kernel? stack",
		"it may overflow the kernel stack"},
	{STACK, 90, 62, DECIDES,
		"exhaust|exhausts|exhausting|exhaustion|blow .. kernel? stack",
		"it can exhaust the kernel stack"},
	{STACK, 84, 58, DECIDES,
		"infinite|unbounded|unlimited|endless|deep|excessive|uncontrolled "
		"recursion|recursive|nesting|recursions",
		"foo: stop unbounded recursion"},
	{STACK, 64, 28, DECIDES,
		"!spinlock|lock|reclaim|mutex|locking recursion|recursive|recursively|"
		"recursing",
		"foo: avoid recursion in bar"},
	{STACK, 78, 54, DECIDES, "reduce|excessive|large|high|big|huge|excess .. stack",
		"foo: reduce use of stack"},

	/* Concurrency: races */
	{RACE, 92, 80, DECIDES, "kcsan data race|races",
		"BUG: KCSAN: data-race in foo"},
	{RACE, 92, 60, DECIDES, "data race|races|racy", "foo: fix data-race in bar"},
	{RACE, 78, 79, DECIDES, "suspicious rcu usage",
		"WARNING: suspicious RCU usage"},
	{RACE, 78, 79, DECIDES, "suspicious rcu_dereference_check|rcu_dereference_protected",
		"suspicious rcu_dereference_check() usage!"},
	{RACE, 78, 54, DECIDES,
		"race condition|conditions|bug|window|windows|hazard|issue|problem",
		"foo: fix race condition"},
	{RACE, 78, 54, DECIDES, "atomicity violation|violations",
		"foo: fix atomicity violation in bar"},
	{RACE, 77, 47, DECIDES, "race|races|racing|racy|raced|racey",
		"foo: fix race in bar"},
	{RACE, 78, 52, DECIDES, "time of check", "foo: close the time-of-check gap"},
	{RACE, 74, 28, DECIDES,
		"read_once|write_once|xchg|cmpxchg|smp_store_release|smp_load_acquire|"
		"rcu_dereference|rcu_assign_pointer|data_race|try_cmpxchg|"
		"rcu_dereference_rtnl",
		"foo: use READ_ONCE on bar"},
	{RACE, 70, 27, DECIDES,
		"missing|lack|lacks|lacking|absent|add|need|needs|proper|"
		"insufficient|take|hold|acquire|unsafe|inadequate|incorrect|"
		"require|grab|use .. lock|locks|locking|mutex|spinlock|rwsem|rtnl|"
		"rtnl_lock|semaphore|rcu_read_lock|locked|mmap_lock|rcu|lru_lock|"
		"barrier|barriers|synchronization|serialization|protection|"
		"rcu_read_lock_bh|synchronize_rcu|mutex_lock|seqlock",
		"foo: take the lock in bar"},
	{RACE, 61, 29, DECIDES,
		"without|no .. lock|locks|locking|mutex|spinlock|rtnl|"
		"rcu_read_lock|protection|synchronization|barrier",
		"foo: no list walk without the lock"},
	{RACE, 66, 26, DECIDES,
		"protect|protects|protected|guard|guarded|serialize|serialized|"
		"synchronize|synchronized|unprotected .. lock|mutex|spinlock|rcu|"
		"concurrent|with|list",
		"foo: protect the bar list"},
	{RACE, 62, 26, DECIDES,
		"concurrent|concurrently|concurrency|parallel|simultaneous|"
		"simultaneously|reentrant",
		"two callers do so concurrently"},
	{RACE, 66, 36, DECIDES,
		"memory|missing|smp|write|read|acquire|release|store|load barrier|"
		"barriers|ordering|reordering|fence|reorder",
		"foo: fix memory ordering"},
	{RACE, 50, 24, DECIDES,
		"atomically|atomic update|updates|access|accesses|operation|operations|"
		"op|counter|variable|bitops|bit",
		"foo: use atomic operations"},
	{RACE, 50, 20, DECIDES,
		"locking|lock|locks|spinlock|mutex|rcu|rtnl",
		"foo: fix bar locking"},
	{RACE, 61, 0, DECIDES,
		"fix|rework|improve|correct|wrong .. locking",
		"foo: fix the locking of bar"},
	{RACE, 61, 24, DECIDES,
		"locking|rcu protection|usage|access|issue|issues|bug",
		"foo: fix locking issue"},
	{RACE, 52, 20, DECIDES,
		"under|outside|inside|with|in .. lock|mutex|rtnl|spinlock|rcu|srcu|"
		"locked",
		"foo: read bar under the lock"},
	{RACE, 61, 24, DECIDES,
		"under|within|inside .. lock|mutex|rtnl|rtnl_lock|spinlock|rcu",
		"foo: access bar under the mutex"},
	{RACE, 70, 24, DECIDES,
		"access|read|check|update|complete|perform .. under|within|"
		"inside .. lock|mutex|rtnl|spinlock",
		"foo: read the list under the lock"},
	{RACE, 40, 20, DECIDES,
		"another|other cpu|thread|task|process|cpus|threads|context",
		"meanwhile another CPU changes it"},
	{RACE, 60, 44, DECIDES,
		"interrupt|irq|handler .. before .. ready|initialized|set|registered|"
		"allocated|probe",
		"the interrupt may come before it is ready"},
	{RACE, 78, 52, DECIDES, "toctou|tocttou", "foo: fix TOCTOU in bar"},
	{RACE, 78, 58, DECIDES,
		"using .. in preemptible",
		"BUG: using smp_processor_id() in preemptible code"},
	{RACE, 61, 0, DECIDES,
		"disable|disabling|disabled preemption|preempt",
		"foo: disable preemption around bar"},
	{RACE, 60, 24, DECIDES,
		"serialize|serializing|serialization|synchronize|synchronization|"
		"synchronizing|serialise|unsynchronized|lockless|locklessly",
		"foo: serialize bar updates"},

	/* Concurrency: locks */
	{LOCK, 93, 80, DECIDES, "possible circular locking dependency",
		"WARNING: possible circular locking dependency detected"},
	{LOCK, 93, 80, DECIDES, "possible recursive locking",
		"WARNING: possible recursive locking detected"},
	{LOCK, 93, 80, DECIDES, "possible unsafe locking scenario",
		"Possible unsafe locking scenario: CPU0 CPU1"},
	{LOCK, 93, 80, DECIDES, "inconsistent lock state",
		"WARNING: inconsistent lock state"},
	{LOCK, 93, 80, DECIDES,
		"lock order|inversion .. inversion|detected|dependency|inverted|"
		"reversed|unsafe",
		"irq lock inversion dependency detected"},
	{LOCK, 93, 80, DECIDES, "bad unlock balance",
		"WARNING: bad unlock balance detected!"},
	{LOCK, 93, 78, DECIDES, "lock held when returning",
		"WARNING: lock held when returning to user space!"},
	{LOCK, 92, 0, DECIDES,
		"!no|reclaim|soft deadlock|deadlocks|deadlocked|deadlocking",
		"foo: avoid a deadlock"},
	{LOCK, 0, 65, DECIDES,
		"!no|reclaim|soft|avoid|avoids|avoiding|prevent deadlock|deadlocks|"
		"deadlocked|deadlocking",
		"foo: fix deadlock in bar"},
	{LOCK, 0, 48, DECIDES,
		"avoid|avoids|avoiding|prevent a|any|potential|possible? deadlock|deadlocks",
		"which avoids a deadlock"},
	{LOCK, 92, 60, DECIDES, "dead lock|locks|locking", "foo: fix dead lock in bar"},
	{LOCK, 90, 62, DECIDES,
		"abba|ab ba|deadlock|lock|locking|pattern|ordering|style|dead|type",
		"this is an ABBA pattern"},
	{LOCK, 84, 58, DECIDES,
		"circular|cyclic|recursive|nested|double|reverse|inverse lock|locking|"
		"dependency|dependencies|locks|mutex_lock|lockdep",
		"foo: avoid recursive locking"},
	{LOCK, 84, 56, DECIDES,
		"lock|locks|locking|mutex|spinlock ordering|inversion|recursion|imbalance|order|"
		"leak|leaks|dependency|dependencies",
		"foo: fix lock ordering"},
	{LOCK, 80, 56, DECIDES,
		"missing|missed|forgotten|extra unlock|mutex_unlock|spin_unlock|"
		"unlocking|rcu_read_unlock|unlocks|up_read|up_write|"
		"spin_unlock_irqrestore|*_unlock",
		"foo: fix missing unlock"},
	{LOCK, 80, 56, DECIDES,
		"unbalanced|double|imbalanced|mismatched lock|locking|unlock|"
		"unlocking|*_lock|*_unlock",
		"foo: fix double unlock"},
	{LOCK, 80, 54, DECIDES,
		"forget|forgets|forgot|without|fails|not|release|drop|add|missing|"
		"never|always .. unlock|unlocked|unlocking|mutex_unlock|unlocks|"
		"spin_unlock|rcu_read_unlock",
		"the error path forgets to unlock"},
	{LOCK, 72, 24, DECIDES,
		"lock|locks|mutex|spinlock|rwsem|rtnl .. held",
		"the mutex is already held"},
	{LOCK, 72, 42, DECIDES,
		"lock|locks|mutex|spinlock|rwsem|rtnl .. twice|recursively|again",
		"it takes the mutex twice"},
	{LOCK, 72, 46, DECIDES,
		"lockdep .. splat|warning|warnings|complain|complains|report|reports|"
		"reported|warns|annotation|class|issue",
		"foo: fix a lockdep splat"},
	{LOCK, 76, 50, DECIDES,
		"wait|waits|waiting|flush|flushing|sync .. holding|held|itself|under "
		".. lock|mutex|rtnl|locks|rtnl_lock",
		"flush while holding the mutex"},
	{LOCK, 70, 40, DECIDES,
		"fs_reclaim|reclaim .. deadlock|recursion|gfp_nofs|gfp_noio|gfp_kernel|"
		"lock",
		"reclaim due to GFP_KERNEL comes back here"},
	{LOCK, 72, 36, DECIDES,
		"gfp_nofs|gfp_noio|memalloc_nofs_save|memalloc_noio_save",
		"foo: use GFP_NOFS in bar"},

	/* Concurrency: sleeping */
	{SLEEP, 93, 83, DECIDES,
		"sleeping function called from invalid|illegal context",
		"BUG: sleeping function called from invalid context at foo.c"},
	{SLEEP, 93, 83, DECIDES, "scheduling while atomic",
		"BUG: scheduling while atomic: foo/1/2"},
	{SLEEP, 93, 82, DECIDES, "invalid wait context", "BUG: Invalid wait context"},
	{SLEEP, 93, 80, DECIDES, "voluntary context switch within rcu",
		"Voluntary context switch within RCU read-side critical section!"},
	{SLEEP, 92, 66, DECIDES,
		"sleep|sleeping|sleeps|schedule|scheduling|mutex|might_sleep|blocking|"
		"block|blocks .. atomic|spinlock|spinlocks|interrupt|irq|softirq|rcu|"
		"invalid|hardirq|non|spin_lock|lock context|section|held|sleepable|"
		"handler|critical|disabled",
		"foo: do not sleep in atomic context"},
	{SLEEP, 88, 62, DECIDES,
		"sleep|sleeping|sleeps|schedule|scheduling|might_sleep .. atomic|"
		"spinlock|spinlocks|interrupt|irq|softirq|rcu|invalid|hardirq|lock|"
		"spin_lock|locks|preemption|irqs|interrupts",
		"it sleeps under a spinlock"},
	{SLEEP, 90, 58, DECIDES,
		"sleep|sleeping in|inside|while|under|from atomic|spinlock|rcu|"
		"interrupt|irq|holding",
		"foo: fix sleep in atomic"},
	{SLEEP, 90, 60, DECIDES,
		"sleep|sleeping|blocking|blocks .. rcu .. section",
		"foo: no sleeping in an RCU read side section"},
	{SLEEP, 78, 34, DECIDES,
		"atomic|irq|interrupt|softirq|hardirq|non context|contexts|sleepable",
		"foo: do not flush in atomic context"},
	{SLEEP, 80, 40, DECIDES, "gfp_atomic|gfp_nowait", "foo: use GFP_ATOMIC in bar"},
	{SLEEP, 60, 36, DECIDES, "preemption|interrupts|preempt|irqs|irq disabled",
		"it is called with preemption disabled"},
	{SLEEP, 74, 52, DECIDES,
		"might_sleep|__might_sleep|___might_sleep|__might_resched",
		"foo: fix might_sleep splat"},
	{SLEEP, 60, 20, DECIDES, "sleep|sleeps|sleepable|sleeping",
		"foo: call no function that sleeps"},
	{SLEEP, 78, 50, DECIDES,
		"raw_spinlock|raw_spinlock_t|raw_spin_lock|raw_spinlocks",
		"foo: convert to raw_spinlock_t"},

	/* Resources: memory */
	{LEAK, 93, 80, DECIDES, "kmemleak .. unreferenced|new|suspected|leaks|leak",
		"kmemleak: 1 new suspected memory leaks"},
	{LEAK, 90, 72, DECIDES, "unreferenced object",
		"unreferenced object 0xffff (size 8):"},
	{LEAK, 92, 64, DECIDES, "!no memory|mem|slab leak|leaks|leaking|leaked|leakage",
		"foo: fix memory leak in bar"},
	{LEAK, 92, 64, DECIDES, "memleak|memleaks|memoryleak", "foo: fix memleak"},
	{LEAK, 0, 62, DECIDES,
		"leak|leaks|leaking|leaked the|a|an|some|all|one|few|its|any|of|this? "
		"old|new|allocated|that|newly|previously|associated|corresponding? "
		"memory|skb|skbs|buffer|buffers|page|pages|allocation|allocations|object|"
		"objects|struct|structure|urb|string",
		"so it leaks the old buffer"},
	{LEAK, 84, 0, DECIDES,
		"!information|info|data leak|leaks|leaking|leaked .. memory|skb|skbs|"
		"buffer|buffers|page|pages|allocation|allocations|object|objects|struct|"
		"structure|urb|string",
		"foo: do not leak the old buffer"},
	{LEAK, 86, 58, DECIDES,
		"skb|skbs|urb|urbs|buffer|page|pages|folio|folios|bio|object|string|"
		"slab|percpu|list|request|array|cmd|command|struct|mr|ctx|context|name|"
		"table|entry|inode|node|item|vma|xfrm|rule|header|key|keys|extent "
		"leak|leaks|leaking|leaked|leakage",
		"foo: fix skb leak"},
	{LEAK, 63, 36, DECIDES,
		"!information|info|data|address|pointer|resource|reference|refcount|"
		"refcnt|count|ref|device|kernel leak|leaks|leaking|leaked|leakage",
		"foo: fix leak in bar"},
	{LEAK, 66, 50, DECIDES,
		"!do|don|must|should|need not|never|isn|without|aren|forgets|forgot|"
		"forget|missing|miss|wasn|neither|needs .. freed|freeing|free|kfree|"
		"deallocated|frees",
		"the name is never freed"},
	{LEAK, 76, 50, DECIDES,
		"missing|missed|add|forgot|forget|without|need|needs|needed|"
		"lack|lacks .. " FREES,
		"foo: add missing kfree"},
	{LEAK, 54, 24, DECIDES,
		"!t|not|never free|freeing|frees .. allocated|memory|buffer|"
		"buffers|"
		"resources|fails|error|skb|path|exit|remove|removal|failure",
		"foo: free bar on removal"},
	{LEAK, 24, 0, DECIDES,
		"!t|not|never|after free|frees|freeing|freed|kfree|kfree_skb|kfree_rcu|"
		"brelse",
		"foo: really free the old bar"},
	{LEAK, 40, 30, DECIDES, "devm_kzalloc|kmemleak", "found by kmemleak"},

	/* Resources: references */
	{REF, 80, 42, DECIDES, "ref|reference|references|refcount loop|loops|cycle|cycles",
		"foo: fix reference cycle"},
	{REF, 93, 76, DECIDES, "refcount_t underflow",
		"refcount_t: underflow; use-after-free."},
	{REF, 93, 79, DECIDES, "refcount_t saturated|decrement",
		"refcount_t: saturated; leaking memory."},
	{REF, 93, 74, DECIDES, "to become free",
		"unregister_netdevice: waiting for lo to become free."},
	{REF, 93, 66, DECIDES,
		"refcount|refcounts|refcnt|refcnts|reference|references|ref|refs|count|"
		"usage|counter|kref|pm counting? count? counter? leak|leaks|leaking|"
		"leaked|leakage|underflow|underflows|imbalance|imbalances|unbalance|"
		"unbalanced|mismatch",
		"foo: fix refcount leak"},
	{REF, 91, 64, DECIDES,
		"leak|leaks|leaking|leaked .. refcount|refcounts|refcnt|reference|"
		"references|ref|refs|usage|of_node|device_node",
		"it leaks a reference to bar"},
	{REF, 90, 54, DECIDES,
		"runtime|pin|use_count|usage_count|dentry|device|node|of_node|netns|"
		"module|kobject|"
		"net|sock|socket|cred|pid|dentry|namespace|device_node|bridge|np|inode|"
		"phy|fwnode|usb|interface|ns|netdev|i2c|file|fence leak|leaks|leaked|"
		"leaking",
		"foo: fix device leak on unbind"},
	{REF, 84, 50, DECIDES,
		"missing|missed|forgot|forget|without|need|needs|needed|lack|lacks|"
		"should|extra the|a|to|of? call|calling|calls|invoke? to|for? " PUTS,
		"foo: add missing of_node_put"},
	{REF, 84, 50, DECIDES, "add|call|calling|use missing|the|a|call? " PUTS,
		"foo: add missing of_node_put"},
	{REF, 94, 0, DECIDES, "debugfs_lookup",
		"foo: fix memory leak with using debugfs_lookup()"},
	{REF, 29, 18, DECIDES, PUTS, "foo: call dev_put later"},
	{REF, 64, 30, DECIDES,
		"refcount|refcounts|refcounting|refcnt|refcnts|refcounted",
		"foo: fix refcount of bar"},
	{REF, 80, 36, DECIDES,
		"reference|ref|usage|use|module counting|count|counts|counter|"
		"counters|imbalance|counted",
		"foo: fix reference counting"},
	{REF, 70, 42, DECIDES,
		"unbalanced|imbalanced|imbalance|balance|extra|superfluous|missing|"
		"mismatched|redundant|double|spurious|premature|excess .. put|puts|"
		"ref|reference|references|refcount|decrement",
		"foo: remove an extra put"},
	{REF, 70, 42, DECIDES,
		"unbalanced|imbalanced|imbalance|balance|redundant .. get|pm|runtime",
		"foo: balance get and put"},
	{REF, 74, 27, DECIDES,
		"drop|drops|dropped|dropping|release|releases|released|releasing|put|"
		"give|hold|take|keep|grab|get|acquire|taking|holding|taken|lose|lost|"
		"missing|return|returned|extra|elevated|obtain .. reference|references|"
		"ref|refs",
		"foo: drop the reference on exit"},
	{REF, 45, 24, DECIDES,
		"!delayed|second reference|references|ref|refs|put|kref|try_module_get|"
		"pm_runtime_resume_and_get|pm_runtime_put|pm_runtime_get_sync",
		"foo: get a reference to bar"},
	{REF, 70, 70, DECIDES, "refcount_warn_saturate",
		"RIP: refcount_warn_saturate+0xba/0x110"},

	/* Resources: others */
	{RESOURCE, 90, 60, DECIDES,
		"resource|resources|clock|clk|irq|fd|dma|mapping|mappings|number|anon_dev|"
		"directory|descriptor|file|iommu|"
		"dma_buf|mmio|ioremap|iomap|workqueue|irqs|interrupt|slot|slots|id|tag|"
		"ida|timer|regulator|reservation|handle|space|quota|pci|thread|port|"
		"credit|credits|region|channel|pasid|domain|queue|queues|vector|"
		"kthread|minor|bandwidth|log|extents|block|blocks|blkg|accounting|"
		"clocks|gpio|msi|wq|unmap leak|leaks|leaking|leaked|"
		"leakage",
		"foo: fix resource leak"},
	{RESOURCE, 86, 58, DECIDES,
		"leak|leaks|leaking|leaked .. resource|resources|clock|clk|irq|irqs|fd|"
		"dma|mapping|mappings|descriptor|descriptors|iomap|workqueue|interrupt|"
		"interrupts|region|id|ids|slot|slots|fds|queue|queues",
		"it leaks the interrupt"},
	{RESOURCE, 82, 36, DECIDES,
		"missing|missed|add|call|forgot|forget|without|need|needs|needed|use|"
		"calling|lack|lacks|should a|the|to? missing|call|calling? "
		"clk_disable_unprepare|pci_disable_device|"
		"free_irq|destroy_workqueue|iounmap|dma_unmap_sg|dma_unmap_single|"
		"clk_disable|pci_release_regions|pci_free_irq_vectors|release_region|"
		"release_mem_region|kthread_stop|pm_runtime_disable|clk_unprepare|"
		"gpiod_put|dma_release_channel|cancel_work|ida_simple_remove|"
		"ida_destroy|unregister_chrdev_region|filp_close|misc_deregister|"
		"mutex_destroy|iommu_domain_free|dma_unmap_page",
		"foo: add missing free_irq"},
	{RESOURCE, 38, 24, DECIDES,
		"clk_disable_unprepare|pci_disable_device|free_irq|destroy_workqueue|"
		"iounmap|dma_unmap_sg|dma_unmap_single|pm_runtime_disable|"
		"dma_release_channel|ida_simple_remove|dma_unmap|pci_free_irq_vectors",
		"foo: reach destroy_workqueue"},
	{RESOURCE, 84, 36, DECIDES,
		"exhaust|exhausts|exhausted|exhaustion|exhausting|starvation|starve|"
		"starves|starving|starved",
		"foo: fix pool exhaustion"},
	{RESOURCE, 34, 24, DECIDES, "out of memory|resources|space|tags|ids|credits",
		"the host runs out of memory"},
	{RESOURCE, 70, 27, DECIDES, "oom|ooms", "which ends in an OOM"},
	{RESOURCE, 70, 44, DECIDES,
		"unbounded|excessive|huge|unlimited|excess|consume|consumes|consuming|"
		"hog|hogging .. memory|cpu|growth|allocation|allocations|"
		"allocate",
		"it consumes all of the memory"},
	{RESOURCE, 70, 44, DECIDES, "unlimited|unbounded number|numbers|list",
		"foo: prevent unlimited numbers of events"},
	{RESOURCE, 86, 54, DECIDES,
		"resource|resources is|are|may|be|being|get leaked|leaking|leak|leaks",
		"the resources are leaking"},
	{RESOURCE, 63, 26, DECIDES,
		"limit|cap|bound .. number|amount|memory|allocation|allocations|"
		"rate|recursion|max",
		"foo: limit the amount of bar"},
	{RESOURCE, 60, 36, DECIDES, "denial of service", "a denial of service"},
	{RESOURCE, 58, 20, DECIDES, "dos", "foo: fix DoS in bar"},
	{RESOURCE, 50, 26, DECIDES,
		"not|never|without|forgets|forgot|missing|isn .. disabled|unmapped|"
		"unregistered|destroyed|closed|stopped",
		"the clock is never disabled"},
	{RESOURCE, 64, 60, DECIDES, "page allocation failure|failures",
		"page allocation failure: order:5"},
	{RESOURCE, 60, 40, DECIDES, "account|charge|charged .. memcg",
		"foo: charge bar to memcg"},
	{RESOURCE, 27, 18, DECIDES, "memcg|gfp_kernel_account|accounted|rlimit|quota",
		"foo: use GFP_KERNEL_ACCOUNT in bar"},
	{RESOURCE, 42, 0, DECIDES,
		"release|unmap|disable|unregister|destroy .. error|failure|fails|"
		"failed|remove|removal|exit",
		"foo: unregister clocks on failure"},
	{RESOURCE, 46, 0, DECIDES,
		"unregister|unprepare|unmap|release .. clock|clocks|clk|irq|irqs|"
		"interrupt|gpio",
		"foo: unregister the fixed clock"},

	/* Arithmetic */
	{INTEGER, 93, 82, DECIDES, "signed integer overflow",
		"UBSAN: signed-integer-overflow in foo.c"},
	{INTEGER, 92, 60, DECIDES,
		"integer|int|arithmetic|u32|size_t|u16|u8|32bit|32|31|u64|64|bit|"
		"multiplication|multiply|addition|math|numeric|value|counter|signed|"
		"unsigned|length|size|offset|calculation|type|loff_t|16|mul|pointer "
		"overflow|overflows|underflow|underflows|wraparound|overflowing|wrap|"
		"wrapping|truncation|promotion",
		"foo: fix integer overflow"},
	{INTEGER, 57, 27, DECIDES,
		"!buffer|stack|array|heap|queue|ring|string|fifo|slab|table|read|"
		"write|memcpy|page|count|refcount|event|header|adminq overflow|"
		"overflowed|overflowing",
		"foo: prevent overflow in bar"},
	{INTEGER, 52, 27, DECIDES,
		"overflows",
		"foo: a sum overflows"},
	{INTEGER, 66, 27, DECIDES,
		"!refcount|count|refcnt|refcount_t|reference|buffer underflow|"
		"underflows|underflowed|underflowing",
		"foo: fix underflow in bar"},
	{INTEGER, 78, 50, DECIDES, "wrap|wraps|wrapped|wrapping around",
		"the sum may wrap around"},
	{INTEGER, 78, 50, DECIDES, "wraparound|wraparounds|wrapping|wraps",
		"foo: fix counter wraparound"},
	{INTEGER, 78, 24, DECIDES,
		"check_add_overflow|check_mul_overflow|check_sub_overflow|size_mul|"
		"struct_size|size_add|kmalloc_array|kvmalloc_array|"
		"array3_size",
		"foo: use size_mul in bar"},
	{INTEGER, 72, 50, DECIDES,
		"truncation|truncating|truncates|truncated .. 32|u32|u16|int|u8|bit|"
		"integer|value|bits|64",
		"a truncation to 32 bits"},
	{INTEGER, 72, 48, DECIDES,
		"sign extension|extended|bug|issue|error|mismatch",
		"foo: fix sign extension"},
	{INTEGER, 66, 14, DECIDES, "signedness|signed|unsigned",
		"foo: fix signedness bug"},
	{INTEGER, 66, 40, DECIDES, "negative .. size|length|offset|count",
		"foo: reject negative count"},
	{INTEGER, 66, 24, DECIDES, "negative .. value|values|number",
		"foo: reject negative values"},
	{INTEGER, 70, 27, DECIDES,
		"cast|casting .. u64|size_t|unsigned|u32|loff_t|64|64bit",
		"foo: cast the count to u64"},
	{INTEGER, 70, 30, DECIDES, "wrapped", "foo: reject a wrapped offset"},
	{DIVIDE, 95, 82, DECIDES, "divide|division error|overflow",
		"divide error: 0000 [#1]"},
	{DIVIDE, 95, 82, DECIDES, "division by zero in",
		"UBSAN: division-overflow: division by zero in foo"},
	{DIVIDE, 94, 68, DECIDES,
		"divide|division|div|divided|dividing|modulo|mod|divides|divison|"
		"divisions by zero|0|zeros",
		"foo: fix division by zero"},
	{DIVIDE, 94, 66, DECIDES,
		"zero|0 division|divide|divisor|divider|div|denominator|modulus",
		"foo: fix zero division"},
	{DIVIDE, 80, 56, DECIDES,
		"divisor|denominator|division|divide|divider|dividing .. zero|0",
		"the divisor may be zero"},
	{DIVIDE, 70, 46, DECIDES, "divide|division", "foo: guard the division"},
	{SHIFT, 95, 83, DECIDES, "shift out of bounds|bound|range",
		"UBSAN: shift-out-of-bounds in foo.c"},
	{SHIFT, 92, 64, DECIDES,
		"shift exponent|overflow|overflows|wrap|wrapping|wrapped|bug|oob|too|"
		"issue|warning|by",
		"foo: fix shift overflow"},
	{SHIFT, 92, 62, DECIDES,
		"undefined|invalid|bad|wrong|oversized|incorrect|illegal|overflowing|"
		"large|negative|zero|out|ubsan .. shift|shifts|shifting",
		"foo: fix undefined shift"},

	/* Hangs */
	{LOOP, 93, 66, DECIDES,
		"dead|infinite|endless|unbounded|never|indefinite|forever|infinitely|"
		"endlessly|indefinitely|dead ending? loop|loops|looping|cycle|loopback|"
		"looped|repeat",
		"foo: fix infinite loop in bar"},
	{LOOP, 93, 64, DECIDES,
		"loop|loops|looping|spin|spins|spinning|stuck .. forever|infinitely|"
		"endlessly|indefinitely|infinite",
		"the caller spins there forever"},
	{LOOP, 86, 61, DECIDES, "soft|hard lock ups|up",
		"a series of soft lock-ups"},
	{LOOP, 86, 61, DECIDES, "soft|hard lockup|lockups",
		"watchdog: BUG: soft lockup - CPU#0 stuck for 26s!"},
	{LOOP, 86, 60, DECIDES, "blocked for more than",
		"INFO: task foo:1 blocked for more than 143 seconds."},
	{LOOP, 84, 58, DECIDES, "hung|hang task|tasks", "INFO: hung task in foo"},
	{LOOP, 86, 60, DECIDES,
		"rcu|rcu_sched|rcu_preempt|self|detected|cpu .. stall|stalls|stalled",
		"rcu: INFO: rcu_preempt detected stalls on CPUs"},
	{LOOP, 86, 58, DECIDES, "deadloop|livelock|softlockup|hardlockup|softlockups",
		"foo: fix livelock"},
	{LOOP, 58, 26, DECIDES,
		"hang|hangs|hung|hanging|lockup|lockups|stall|stalls|stalled",
		"foo: fix hang on resume"},
	{LOOP, 58, 46, DECIDES,
		"wait|waits|waiting|blocked|blocks|block|stuck|sleep|sleeps|hang .. "
		"forever|indefinitely|infinitely",
		"the caller waits forever"},
	{LOOP, 50, 24, DECIDES, "stuck|forever|indefinitely",
		"the queue is then stuck"},
	{LOOP, 34, 22, DECIDES, "loop|loops|looping", "foo: fix loop in bar"},
	{LOOP, 60, 40, DECIDES, "cond_resched", "foo: add cond_resched to bar"},
	{ASSERT, 84, 60, DECIDES, "kernel bug at|in", "kernel BUG at foo.c:12!"},
	{ASSERT, 82, 72, DECIDES, "skb_over_panic|skb_under_panic|skb_panic",
		"skbuff: skb_over_panic: text"},
	{ASSERT, 78, 59, DECIDES,
		"warning cpu|at|net|drivers|kernel|fs|mm|arch|lib|include|block|"
		"security|io_uring|sound",
		"WARNING: CPU: 0 PID: 1 at foo.c:1"},
	{ASSERT, 80, 58, DECIDES,
		"bug_on|vm_bug_on|vm_bug_on_folio|vm_bug_on_page|bugon|bug_ons|"
		"gem_bug_on|vm_bug_on_vma",
		"foo: avoid BUG_ON in bar"},
	{ASSERT, 78, 50, DECIDES,
		"warn_on|warn_on_once|warn_once|warn_ons|vm_warn_on|vm_warn_on_once|"
		"dev_warn",
		"foo: avoid WARN_ON in bar"},
	{ASSERT, 78, 30, DECIDES, "warn", "foo: do not WARN in bar"},
	{ASSERT, 63, 50, DECIDES,
		"!checker|smatch|sparse|coverity|robot|clang|gcc|compiler "
		"report|reports|reported|reporting a|the? warning|warnings",
		"syzbot reported WARNING in bar"},
	{ASSERT, 80, 0, DECIDES,
		"assertion|asserts|assertions|assert",
		"foo: fix assertion failure"},
	{ASSERT, 80, 56, DECIDES,
		"assertion|assertions",
		"an assertion fails"},
	{ASSERT, 63, 0, DECIDES,
		"!lockdep|compiler|build|sparse|smatch|compile|kcsan|ubsan|kasan|static|"
		"rcu|coverity warning|warnings",
		"foo: fix the warning in bar"},
	{ASSERT, 0, 36, DECIDES,
		"!lockdep|compiler|build|sparse|smatch|compile|kcsan|ubsan|static|rcu|"
		"following|this|the|coverity warning|warnings",
		"bar gives warnings"},
	{ASSERT, 60, 42, DECIDES,
		"hit|hits|trigger|triggers|triggering a? bug",
		"userspace can trigger a BUG()"},
	{ASSERT, 66, 40, DECIDES, "list_add|list_del corruption|double",
		"foo: avoid list_add corruption"},
	{ASSERT, 68, 46, DECIDES, "kernel bug|bugs", "foo: fix kernel BUG in bar"},
	{ASSERT, 60, 50, DECIDES,
		"hit|hits|trigger|triggers|triggering|triggered|cause|causes|causing "
		".. warning|warnings|warn|splat|splats",
		"which triggers a warning"},
	{ASSERT, 66, 36, DECIDES, "splat|splats|backtrace", "foo: fix splat in bar"},

	/* Logic: who may */
	{AUTH, 84, 30, DECIDES, "privilege escalation",
		"a local privilege escalation"},
	{AUTH, 88, 56, DECIDES,
		"permission|permissions|capability|capabilities|privilege|privileges|"
		"access|authorization|ownership|credential|credentials|authentication "
		"check|checks|checking|bypass|control|checked|validation|"
		"bypassed",
		"foo: add missing permission check"},
	{AUTH, 84, 30, DECIDES,
		"require|requires|needs|need|check|restrict|limit|enforce|missing|"
		"without|lacks|unprivileged .. cap_sys_admin|cap_net_admin|"
		"cap_sys_rawio|capable|ns_capable|cap_net_raw|cap_perfmon|cap_bpf|"
		"capabilities|capability|cap_sys_resource|cap_mac_admin|cap_sys_boot|"
		"permissions|permission|privileges|privilege",
		"foo: require CAP_NET_ADMIN for bar"},
	{AUTH, 80, 48, DECIDES,
		"cap_sys_admin|cap_net_admin|cap_sys_rawio|ns_capable|"
		"netlink_capable|file_ns_capable|inode_permission|sb_permission|"
		"cap_net_raw|perfmon_capable",
		"foo: use ns_capable in bar"},
	{AUTH, 70, 30, DECIDES,
		"unprivileged|untrusted|unauthorized|unauthenticated|privileged|"
		"less user|vf|guest|"
		"users|root|access|process|task|privileged|namespace|caller|containers|"
		"userns|peer",
		"any unprivileged user may do so"},
	{AUTH, 72, 24, DECIDES,
		"bypass|bypasses|bypassing|bypassed|escalate|escalation .. security|"
		"restriction|restrictions|check|checks|lsm|selinux|policy|lockdown|"
		"protection|permission|authentication|privilege|privileges|access|mac",
		"which bypasses the security policy"},
	{AUTH, 44, 16, DECIDES,
		"permission|permissions|privilege|privileges|lockdown|authorization|"
		"unprivileged|credentials|creds",
		"foo: fix bar permissions"},

	/* Logic: input */
	{INPUT, 39, 22, DECIDES,
		"validate|validates|validating|validation|sanitize|sanitise|"
		"sanitization|sanitized",
		"foo: validate bar input"},
	{INPUT, 29, 24, DECIDES, "sanity check|checks|checking|checked",
		"foo: add sanity check for bar"},
	{INPUT, 42, 18, DECIDES, "reject|rejects|refuse|disallow|forbid|rejecting|deny",
		"foo: reject unknown flags"},
	{INPUT, 44, 24, DECIDES,
		"malicious|malformed|crafted|bogus|corrupted|invalid|untrusted|"
		"fuzzed|unexpected|unchecked|arbitrary|unvalidated input|inputs|"
		"image|images|packet|packets|device|devices|value|values|data|"
		"frame|frames|supplied|provided|controlled|filesystem|descriptor|"
		"descriptors|parameters|parameter|arguments|argument|request|"
		"requests|flags|response|attribute|attributes|config|combinations|"
		"server|guest",
		"a crafted image does so"},
	{INPUT, 44, 32, DECIDES,
		"user input|supplied|provided|controlled",
		"foo: check user supplied values"},
	{INPUT, 38, 14, DECIDES,
		"verify|check|checks|checking|verification|verifies|ensure .. valid|"
		"validity|sane|consistent|flags|supported|value|values|parameters|"
		"input|mode",
		"foo: verify the mode is right"},

	/* Logic: what leaks */
	{INFO, 56, 60, DECIDES,
		"information|info|kernel|secret|content|data leak|leaks|leakage|"
		"disclosure|disclosures|leaking|exposure|infoleak|leaked",
		"foo: fix information leak"},
	{INFO, 56, 56, DECIDES, "infoleak|infoleaks", "foo: fix infoleak in bar"},
	{INFO, 88, 60, DECIDES,
		"leak|leaks|leaking|leaked|disclose|"
		"disclosing|reveal|disclosed .. userspace|userland|user|"
		"kaslr|info|information|addresses|secrets|sensitive",
		"it leaks padding to userspace"},
	{INFO, 86, 56, DECIDES,
		"address|pointer|addresses|kaslr|pointers|kptr leak|leaks|leaking|leakage|"
		"exposure|disclosure|leaked|bypass",
		"foo: fix kernel address leak"},
	{INFO, 88, 49, DECIDES,
		"leak|leaks|leaking|leaked|peep|peek kernel memory|heap|data",
		"it leaks kernel memory"},
	{INFO, 66, 26, DECIDES,
		"disclosure|disclose|disclosing|kptr_restrict|expose|exposing|exposes|"
		"sensitive|wipe|zeroize|memzero_explicit|kaslr|secret|secrets",
		"foo: wipe bar key material"},
	{INFO, 70, 48, DECIDES,
		"sensitive|secret|confidential data|information|content|contents|"
		"material|keys",
		"it may hold sensitive data"},
	{SIDE, 95, 70, DECIDES,
		"spectre|meltdown|retbleed|srso|zenbleed|rfds|vmscape|l1tf|downfall|"
		"ibpb|ibrs|stibp|mmio_stale_data",
		"x86/foo: mitigate Spectre in bar"},
	{SIDE, 95, 18, DECIDES, "bhi|bhb|mds|taa|inception|gds|tsa",
		"x86/bugs: mitigate TSA"},
	{SIDE, 94, 66, DECIDES,
		"speculation|speculative|speculatively|speculate|mispredicted|"
		"misprediction|mispredict|barrier_nospec|"
		"lfence",
		"foo: stop speculative loads"},
	{SIDE, 94, 30, DECIDES, "array_index_nospec|nospec",
		"foo: use array_index_nospec in bar"},
	{SIDE, 94, 66, DECIDES,
		"side|timing|transient|speculation channel|channels|attack|attacks|"
		"execution",
		"foo: close a side channel"},
	{SIDE, 90, 62, DECIDES, "constant time|timing",
		"foo: compare in constant time"},
	{SIDE, 88, 52, DECIDES,
		"branch|indirect|return predictor|predictors|history|prediction|thunk|"
		"target|buffer|stuffing",
		"foo: flush the branch predictor"},

	/* Logic: the rest. What the description says of a crash counts little: some cause made it. */
	{LOGIC, 62, 46, DECIDES,
		"data|filesystem|fs|file|metadata|disk|register|registers|state|fpu|"
		"extent|log|xarray|index|page|cache|inode|journal corruption|"
		"corruptions|loss|corrupting|inconsistency|corrupted|lost",
		"foo: fix data corruption"},
	{LOGIC, 62, 60, DECIDES, "dma api",
		"DMA-API: device driver failed to check map error"},
	{LOGIC, 62, 58, DECIDES, "bad page|rss state|map|counter",
		"BUG: Bad page state in process foo"},
	{LOGIC, 24, 34, DECIDES, "unable to handle",
		"BUG: unable to handle page fault for address"},
	{LOGIC, 24, 28, DECIDES, "general protection fault",
		"general protection fault: 0000 [#1]"},
	{LOGIC, 46, 30, DECIDES,
		"external|synchronous|data|bus abort|aborts|error",
		"a synchronous external abort follows"},
	{LOGIC, 60, 48, DECIDES,
		"alignment|unaligned|misaligned fault|faults|access|accesses|"
		"exception",
		"foo: fix an alignment fault"},
	{LOGIC, 30, 12, DECIDES,
		"crash|crashes|crashed|crashing|panic|panics|panicked|oops|oopses|"
		"fault|faults|exception|gpf|abort",
		"foo: fix crash on resume"},
	{LOGIC, 38, 20, DECIDES,
		"error|err|failure|return|errno|wrong|incorrect|exit code|codes|value|"
		"values|handling|path|paths|status|cleanup|unwind|unwinding|unroll|"
		"handler|recovery|checking|propagation|label|rollback",
		"foo: fix error handling in probe"},
	{LOGIC, 38, 20, DECIDES,
		"incorrect|incorrectly|wrong|wrongly|inconsistent|mistaken|mistakenly|"
		"erroneous|erroneously|bogus|improper|improperly|misuse|broken|"
		"unexpected|unexpectedly|mismatch|mismatched|invalid|spurious|missing|"
		"buggy|typo|inverted|illegal|faulty|unintended|premature|prematurely|"
		"unnecessary|unbalanced|partial|flawed|duplicate|duplicated|bad",
		"foo: fix wrong mask"},
	{LOGIC, 24, 22, DECIDES,
		"revert|reverts|restore|restores|reset|reinitialize|resetting|"
		"restoring|save|preserve|regression",
		"foo: restore bar on resume"},
	{LOGIC, 28, 0, DECIDES,
		"correct|correctly|properly|proper|handle|handles|handling|handled|"
		"ensure|make|sure|always|only|avoid|prevent|skip|ignore|disable|enable|"
		"stop|allow|clear|remove|delete|drop|limit|move|defer|delay|wait|flush|"
		"switch|use|set|update|change|add|support|keep|clean|cleanup|rework|"
		"replace|unregister|register|account|return|propagate|bail|don|not|"
		"never|no|instead|force|introduce|mark|convert|call|let|work|"
		"workaround|increase|hold|adjust|rely|order|early|first|before|after|"
		"when|while|during|fail|check|verify|simplify|refactor|take|release|"
		"reject|export|treat|unset|default|mask|align|round|map|unmap|block|"
		"initialize|rename|reduce|reorder|quirk|pass|without|fallback|destroy|"
		"quiesce|cancel|cope|consider|store|split|detach|track|report|retry|fully|put|off",
		"foo: always set bar"},
	{LOGIC, 18, 0, DECIDES,
		"fix|fixes|fixed|fixing|fixup|issue|bug|problem|error|errors|repair|"
		"bugs",
		"foo: fix bar"},
	{LOGIC, 40, 30, DECIDES, "serror|mce|machine|page check|fault",
		"this ends in a machine check"},
};
/* clang-format on */

const unsigned class_rules_count = sizeof(class_rules) / sizeof(class_rules[0]);
