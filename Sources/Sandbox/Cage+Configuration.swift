import FoundationEssentials
import Model

extension Cage {
    /// Where tini is seen inside. No package owns this path, so none can collide with it.
    package static let initPath = "/usr/libexec/renga/tini"

    /// `config.json` of the bundle. Pure: what it depends on is handed in.
    package func ociConfiguration(seccomp: SeccompProfile, ceilings: HardLimits, initBinary: String) throws
        -> [UInt8]
    {
        let configuration = try OCIConfiguration(
            process: process(ceilings),
            hostname: hostname,
            mounts: Self.kernelMounts + boundMounts(initBinary) + overlayMounts(),
            linux: .init(
                namespaces: namespaces,
                cgroupsPath: cgroup,
                resources: limits.resources,
                seccomp: seccomp.filter(for: profile)
            )
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(configuration))
    }

    private func process(_ ceilings: HardLimits) -> OCIConfiguration.Process {
        var environment = self.environment
        for (name, value) in Self.defaultEnvironment where environment[name] == nil { environment[name] = value }
        // -g: a signal reaches the whole group of the command, not the shell alone.
        let patience = diesWithSupervisor ? ["-p", "SIGKILL"] : []
        // In front of a terminal the command is in the session leader's own group, as over SSH: what Ctrl-Z stops in a group of its
        // own, nobody would ever wake. tini makes one, so that such a cage's command looks after its children itself.
        let initial = terminal ? [] : [Self.initPath, "-g"] + patience + ["--"]
        return .init(
            terminal: terminal,
            user: .init(uid: uid, gid: gid),
            args: initial + arguments,
            env: environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" },
            cwd: workingDirectory,
            capabilities: .init(profile.capabilities),
            rlimits: ceilings.limits(for: limits)
        )
    }

    private static let defaultEnvironment = [
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/app", "LANG": "C.UTF-8",
    ]

    private var namespaces: [OCIConfiguration.Namespace] {
        let own = ["pid", "mount", "ipc", "uts", "cgroup"].map { OCIConfiguration.Namespace(type: $0) }
        return switch network {
        case .host: own
        case .none: own + [.init(type: "network")]
        case .namespace(let path): own + [.init(type: "network", path: path)]
        }
    }

    private static let kernelMounts: [OCIConfiguration.Mount] = [
        .init("/proc", "proc", "proc", ["nosuid", "noexec", "nodev"]),
        .init("/dev", "tmpfs", "tmpfs", ["nosuid", "noexec", "strictatime", "mode=755", "size=65536k"]),
        .init(
            "/dev/pts",
            "devpts",
            "devpts",
            ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"]
        ),
        .init("/dev/shm", "tmpfs", "shm", ["nosuid", "noexec", "nodev", "mode=1777", "size=64m"]),
        .init("/dev/mqueue", "mqueue", "mqueue", ["nosuid", "noexec", "nodev"]),
        .init("/sys", "sysfs", "sysfs", ["nosuid", "noexec", "nodev", "ro"]),
        // Java and Node read their memory limit here.
        .init("/sys/fs/cgroup", "cgroup", "cgroup", ["nosuid", "noexec", "nodev", "relatime", "ro"]),
    ]

    private func boundMounts(_ initBinary: String) -> [OCIConfiguration.Mount] {
        let bundle = Bundle(directory)
        var all = [Bind(initBinary, at: Self.initPath, readOnly: true)]
        all += bundle.generatedFiles(for: profile).map { Bind(bundle.generated($0), at: "/etc/\($0)", readOnly: true) }
        // On disk: pages of a tmpfs would count as the app's memory.
        all.append(Bind(bundle.temporary, at: "/tmp", readOnly: false))
        return (all + binds + storage).map {
            .init($0.destination, "bind", $0.source, ["rbind", $0.readOnly ? "ro" : "rw", "nosuid", "nodev"])
        }
    }
}

extension Cage {
    /// Mounted by crun, which stands elsewhere than where layers are.
    private func overlayMounts() throws(Failure) -> [OCIConfiguration.Mount] {
        var mounts: [OCIConfiguration.Mount] = []
        for overlay in overlays {
            let mount = try OverlayMount(
                lowers: overlay.lowers,
                upper: overlay.upper,
                work: overlay.work,
                fromRoot: true,
                isVolatile: diesWithSupervisor
            )
            mounts.append(
                .init(
                    overlay.destination,
                    "overlay",
                    "overlay",
                    mount.options.split(separator: ",").map(String.init) + ["nosuid", "nodev"]
                )
            )
        }
        return mounts
    }
}

extension Cage.Profile {
    /// For `.packages`: what dpkg takes to unpack files of any owner, and apt to become its own user while it downloads.
    package var capabilities: [String] {
        switch self {
        case .app: []
        case .packages:
            [
                "CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_FOWNER", "CAP_FSETID", "CAP_KILL", "CAP_SETFCAP", "CAP_SETGID",
                "CAP_SETUID", "CAP_SYS_CHROOT",
            ]
        }
    }
}
