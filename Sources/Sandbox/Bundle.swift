import Glibc
import Linux

/// The directory of one cage and what lies in it.
package struct Bundle: Hashable, Sendable {
    package let directory: String

    package init(_ directory: String) { self.directory = directory }

    package var configuration: String { directory + "/config.json" }
    package var root: String { directory + "/rootfs" }
    /// What the cage wrote.
    package var upper: String { directory + "/upper" }
    package var work: String { directory + "/work" }
    package var temporary: String { directory + "/tmp" }
    package var generatedDirectory: String { directory + "/etc" }
    package var persist: String { directory + "/persist" }
    /// conmon puts its socket into the bundle as `attach`, and a link to the bundle in here.
    package var sockets: String { directory + "/sockets" }
    package var record: String { directory + "/supervised.json" }
    package var processFile: String { directory + "/pidfile" }
    package var conmonFile: String { directory + "/conmon.pid" }
    package var conmonLog: String { directory + "/conmon.log" }
    package var runtimeLog: String { directory + "/oci.log" }
    package var control: String { directory + "/ctl" }
    package var exitFile: String { persist + "/exit" }
    package var outOfMemoryFile: String { persist + "/oom" }

    /// Processes that were started in the cage beside its own, each with a folder of its own.
    package var sessions: String { directory + "/sessions" }
    package func session(_ id: String) -> Bundle { Bundle("\(sessions)/\(id)") }

    package func generated(_ name: String) -> String { "\(generatedDirectory)/\(name)" }

    /// Files of `/etc` that every cage gets from us. Packages add users, so there the stack's own stay.
    func generatedFiles(for profile: Cage.Profile) -> [String] {
        profile == .app ? ["passwd", "group", "hosts", "resolv.conf"] : ["hosts", "resolv.conf"]
    }

    /// Makes what a cage needs before it starts; what the caller has put into `upper` stays.
    func prepare(for cage: Cage) throws(SystemError) {
        // A volatile mount leaves word in there that it was one, and no other follows it. What was written is whole: the machine has
        // not stopped, or whoever comes now would not be here.
        if cage.diesWithSupervisor { try Files.removeTree(work) }
        for path in [root, upper, work, persist, sockets, generatedDirectory] { try Files.makeDirectory(path) }
        try Files.makeDirectory(temporary, mode: 0o1777)
        if cage.profile == .app, !Files.exists(upper + "/app") {
            try Files.makeDirectory(upper + "/app", owner: (cage.uid, cage.gid))
        }
        for overlay in cage.overlays {
            try Files.makeDirectory(overlay.work)
            if !Files.exists(overlay.upper) { try Files.makeDirectory(overlay.upper, owner: (cage.uid, cage.gid)) }
        }
        let texts = AccountFiles.texts(for: cage)
        for name in generatedFiles(for: cage.profile) { try write(generated(name), Array((texts[name] ?? "").utf8)) }
    }

    /// Without the sync of `Files.replace`: a bundle is worth nothing after a power cut.
    func write(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o644) throws(SystemError) {
        let file = try Descriptor.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode: mode)
        try file.write(all: bytes)
    }

    /// The exit status that conmon wrote; nil while the cage runs, or where conmon was killed itself.
    package var exitCode: Int32? {
        // An absent file is the answer nil.
        guard let text = try? Files.text(exitFile, limit: 64) else { return nil }
        return Int32(text.split { $0 == "\n" || $0 == " " }.first ?? "")
    }

    /// Whether the kernel killed any process of the cage for want of memory.
    package var wasOutOfMemory: Bool { Files.exists(outOfMemoryFile) }
}
