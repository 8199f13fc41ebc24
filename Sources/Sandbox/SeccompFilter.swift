/// Which system calls pass, as the OCI runtime specification writes it.
struct SeccompFilter: Hashable, Sendable, Codable {
    struct Argument: Hashable, Sendable, Codable {
        var index: Int
        var value: UInt64
        var valueTwo: UInt64?
        var op: String
    }

    struct Rule: Hashable, Sendable, Codable {
        var names: [String]
        var action: String
        var args: [Argument]?
        var errnoRet: Int?
    }

    var defaultAction: String
    var defaultErrnoRet: Int?
    var architectures: [String]
    var syscalls: [Rule]
}
