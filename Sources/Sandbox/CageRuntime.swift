import FoundationEssentials
import Linux
import Model

/// crun and conmon on this machine, with the containers of one installation.
package struct CageRuntime: Sendable {
    /// crun's `--root`: what it knows of running containers.
    package let directory: String
    let crun: String
    let conmon: String
    let initBinary: String
    private let seccompFile: SeccompFile

    /// - Parameters:
    ///   - directory: below the installation's `run`; made if it is not there.
    ///   - crunPath: another crun than the machine's.
    package init(directory: String, seccompPath: String = SeccompProfile.standardPath, crunPath: String? = nil) throws {
        self.directory = directory
        crun = try crunPath ?? Self.find("crun", package: "crun")
        conmon = try Self.find("conmon", package: "conmon")
        initBinary = try Self.find("tini-static", package: "tini")
        seccompFile = SeccompFile(seccompPath)
        try Files.makeDirectory(directory, mode: 0o700)
    }

    /// To be called once when a program starts, before it makes threads: says at once what is missing for cages.
    ///
    /// The process stays in the machine's mount namespace on purpose: network namespaces that it makes must still be
    /// there for its successor. What crun cannot stand in hybrid cgroups is hidden from crun and conmon alone.
    package func prepareProcess() throws(Failure) {
        guard ControlGroups.detect() != .unified else { return }
        for controller in ["memory", "pids", "cpu", "freezer"]
        where !Files.exists("\(ControlGroups.root)/\(controller)") {
            throw Failure(
                .unavailable,
                "this machine has no cgroup controller `\(controller)`, which holds apps to their limits",
                hint: "mount control groups: cgroup v2 at \(ControlGroups.root), or the packages cgroupfs-mount"
            )
        }
    }

    var seccomp: SeccompProfile { get throws { try seccompFile.read() } }

    /// For a program that runs cages for as long as it lives: says at its start that there is no profile, or that it is none.
    package func checkProfile() throws { _ = try seccomp }

    private static func find(_ name: String, package: String) throws(Failure) -> String {
        for directory in ["/usr/local/bin", "/usr/local/sbin", "/usr/bin", "/usr/sbin", "/usr/libexec/podman"] {
            if Files.exists("\(directory)/\(name)") { return "\(directory)/\(name)" }
        }
        throw Failure(
            .unavailable,
            "there is no program `\(name)` on this machine",
            hint: "apt-get install \(package)"
        )
    }

    /// A mount namespace for crun or conmon: without the mount that crun refuses, with the cage's root if there is one.
    func mounts(overlay: OverlayMount? = nil, at target: String? = nil) -> Child.Mounts {
        var mounts = Child.Mounts()
        if ControlGroups.detect() == .hybrid { mounts.unmount = ControlGroups.unifiedMount }
        mounts.overlayTarget = target
        mounts.overlayDirectory = overlay?.directory
        mounts.overlayOptions = overlay?.options ?? ""
        return mounts
    }

    @discardableResult
    func crun(_ arguments: [String], tolerating: Bool = false) throws -> Bool {
        let command = Command(crun, ["--root", directory] + arguments)
        let outcome = try command.run(mounts: mounts())
        guard outcome.status.isSuccess || tolerating else { throw CommandError(command: command, outcome: outcome) }
        return outcome.status.isSuccess
    }
}
