import CLinux
import Glibc

/// A process that we started and that we wait for.
package struct Child: Sendable {
    package let pid: pid_t

    /// How a child starts, beyond its command.
    package struct Start: Sendable {
        /// Descriptors of the child, in order from 0; nil is `/dev/null`. Borrowed: the caller still closes its own.
        package var descriptors: [Int32?] = [nil, 1, 2]
        package var newSession = false
        package var newProcessGroup = false
        /// Sent to the child when the thread that started it ends; 0: none.
        package var deathSignal: Int32 = 0
        package var user: (uid: uid_t, gid: gid_t)?
        /// A mount namespace of the child's own, in which `unmount` is detached and `overlay` is mounted first.
        package var mounts: Mounts?
        package var limits: [ProcessLimit] = []
        /// No set-user bit of a file that it executes counts.
        package var noNewPrivileges = false
        /// Who goes first where the machine runs out of memory, from 0 to 1000.
        package var outOfMemoryScore: Int32 = 0

        package init() {}
    }

    package struct Mounts: Hashable, Sendable {
        package var unmount: String?
        package var overlayTarget: String?
        /// What the options name is relative to it.
        package var overlayDirectory: String?
        package var overlayOptions = ""
        package init() {}
    }

    /// A child whose start was another program's that this process was before.
    package init(pid: pid_t) { self.pid = pid }

    private static let stages = [
        "start", "fork for", "make a session for", "mount for", "change the user of", "change the directory of",
        "hand descriptors to", "execute", "limit",
    ]

    package static func spawn(_ command: Command, _ start: Start = Start()) throws(SystemError) -> Child {
        var stage: Int32 = 0
        let arguments = [command.executable] + command.arguments
        let environment = command.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let descriptors = start.descriptors.map { $0 ?? -1 }
        let pid = withCStrings(arguments) { argv in
            withCStrings(environment) { envp in
                withOptionalCStrings([
                    command.executable, command.workingDirectory, start.mounts?.unmount, start.mounts?.overlayTarget,
                    start.mounts?.overlayOptions, start.mounts?.overlayDirectory,
                ]) { texts in
                    withSpans(descriptors, start.limits.map(\.kernel)) { fds, limits in
                        var how = renga_spawn()
                        how.path = texts[0]
                        how.argv = argv
                        how.envp = envp
                        how.cwd = texts[1]
                        how.fds = fds.baseAddress
                        how.fd_count = Int32(fds.count)
                        how.new_session = start.newSession ? 1 : 0
                        how.new_process_group = start.newProcessGroup ? 1 : 0
                        how.death_signal = start.deathSignal
                        how.new_mount_namespace = start.mounts == nil ? 0 : 1
                        how.unmount = texts[2]
                        how.overlay_target = texts[3]
                        how.overlay_options = texts[4]
                        how.overlay_directory = texts[5]
                        if let user = start.user {
                            how.set_user = 1
                            how.uid = user.uid
                            how.gid = user.gid
                        }
                        how.limits = limits.baseAddress
                        how.limit_count = Int32(limits.count)
                        how.no_new_privileges = start.noNewPrivileges ? 1 : 0
                        how.out_of_memory_score = start.outOfMemoryScore
                        return renga_spawn(&how, &stage)
                    }
                }
            }
        }
        let code = errno
        guard pid > 0 else { throw SystemError(stages[min(Int(stage), stages.count - 1)], command.executable, code: code) }
        return Child(pid: pid)
    }

    package func wait() -> ExitStatus {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 {
            guard errno == EINTR else { return .unknown }
        }
        return ExitStatus(waitStatus: status)
    }

    /// The status if the child has ended, nil while it runs.
    package func poll() -> ExitStatus? {
        var status: Int32 = 0
        let result = waitpid(pid, &status, WNOHANG)
        if result == 0 { return nil }
        return result == pid ? ExitStatus(waitStatus: status) : .unknown
    }

    package func kill(_ signal: Int32) { _ = Glibc.kill(pid, signal) }
    package func killGroup(_ signal: Int32) { _ = Glibc.kill(-pid, signal) }
}

func withCStrings<Result>(
    _ texts: [String],
    _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>?) -> Result
) -> Result {
    var pointers = texts.map { strdup($0) }
    pointers.append(nil)
    defer { pointers.forEach { free($0) } }
    return pointers.withUnsafeBufferPointer { body($0.baseAddress) }
}

private func withOptionalCStrings<Result>(_ texts: [String?], _ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
    let pointers = texts.map { $0.flatMap { strdup($0) } }
    defer { pointers.forEach { free($0) } }
    return body(pointers.map { $0.map { UnsafePointer($0) } })
}

private func withSpans<First, Second, Result>(
    _ first: [First],
    _ second: [Second],
    _ body: (UnsafeBufferPointer<First>, UnsafeBufferPointer<Second>) -> Result
) -> Result {
    first.withUnsafeBufferPointer { one in second.withUnsafeBufferPointer { body(one, $0) } }
}
