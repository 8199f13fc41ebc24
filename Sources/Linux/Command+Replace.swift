import Glibc

extension Command {
    /// Becomes this program: the process, its children and the descriptors that are not close-on-exec stay.
    /// - Returns: why it did not.
    package func replaceProcess() -> SystemError {
        withCStrings([executable] + arguments) { argv in
            withCStrings(environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }) { envp in
                guard let argv, let envp else { return SystemError("execute", executable, code: EINVAL) }
                _ = execve(executable, argv, envp)
                return SystemError("execute", executable)
            }
        }
    }

    /// What this process was started with.
    package static func inheritedEnvironment() throws(SystemError) -> [String: String] {
        let entries = try Files.read("/proc/self/environ").split(separator: 0)
        return Dictionary(
            entries.compactMap { entry in
                entry.firstIndex(of: UInt8(ascii: "=")).map {
                    (String(decoding: entry[..<$0], as: UTF8.self), String(decoding: entry[($0 + 1)...], as: UTF8.self))
                }
            },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
