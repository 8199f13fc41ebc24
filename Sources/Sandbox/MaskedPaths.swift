/// What no cage sees of the kernel's files: they tell of the machine and of its other tenants, and nothing that a dyno
/// needs. Those that a kernel does not have are passed over.
enum MaskedPaths {
    static let all = processes + system

    private static let processes = [
        // What runs on this machine, how it was started, and how it is kept busy.
        "cmdline", "bootconfig", "config.gz", "modules", "interrupts", "softirqs", "locks", "consoles", "pressure",
        "sched_debug", "schedstat", "latency_stats", "timer_list", "timer_stats", "dynamic_debug", "driver", "tty/drivers",
        // The kernel's addresses and memory, and the keys that it keeps.
        "kallsyms", "kcore", "kmsg", "iomem", "ioports", "keys", "key-users", "kpagecgroup", "kpagecount", "kpageflags",
        "pagetypeinfo", "slabinfo", "vmallocinfo", "allocinfo", "buddyinfo", "zoneinfo",
        // Devices and disks.
        "acpi", "asound", "dma", "fb", "mdstat", "mtrr", "partitions", "diskstats", "swaps", "scsi",
    ].map { "/proc/\($0)" }

    private static let system = [
        "/sys/firmware", "/sys/hypervisor", "/sys/devices/virtual/powercap", "/sys/devices/virtual/dmi", "/sys/class/dmi",
        "/sys/devices/system/cpu/vulnerabilities", "/sys/kernel/debug", "/sys/kernel/tracing", "/sys/kernel/security",
        "/sys/kernel/notes", "/sys/kernel/boot_params", "/sys/kernel/slab", "/sys/kernel/btf", "/sys/module", "/sys/block",
        "/sys/fs/ext4", "/sys/fs/btrfs", "/sys/fs/xfs", "/sys/fs/bpf", "/sys/fs/fuse", "/sys/fs/pstore",
    ]
}
