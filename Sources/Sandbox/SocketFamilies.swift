/// Which families of sockets a cage may make. All others are ways around the network that it was given, such as AF_VSOCK to
/// the machine's own host, or parts of the kernel that hardly anybody uses.
enum SocketFamilies {
    /// `socketcall` is the way of 32-bit programs, which take their arguments where no filter can read them.
    static let calls: Set<String> = ["socket", "socketpair", "socketcall"]

    /// AF_UNIX, AF_INET, AF_INET6, AF_NETLINK.
    private static let allowed: [UInt64] = [1, 2, 10, netlink]
    private static let netlink: UInt64 = 16
    /// NETLINK_AUDIT, which libraries take for absent by this answer.
    private static let audit: UInt64 = 9
    private static let invalid = 22
    /// EAFNOSUPPORT: what a kernel without that family says, so that programs know what to do.
    private static let noSuchFamily = 97

    /// Exactly these numbers: one that only begins like them, in 64 bits, is another.
    static var rules: [SeccompFilter.Rule] {
        let others = (0...netlink).filter { !allowed.contains($0) }
        var rules = allowed.filter { $0 != netlink }.map { rule(["socket", "socketpair"], "SCMP_ACT_ALLOW", [family($0)]) }
        rules += others.map { rule(["socket", "socketpair"], "SCMP_ACT_ERRNO", [family($0)], noSuchFamily) }
        rules.append(rule(["socket", "socketpair"], "SCMP_ACT_ERRNO", [family(netlink, "SCMP_CMP_GT")], noSuchFamily))
        rules.append(rule(["socket"], "SCMP_ACT_ALLOW", [family(netlink), audit("SCMP_CMP_NE")]))
        rules.append(rule(["socket"], "SCMP_ACT_ERRNO", [family(netlink), audit("SCMP_CMP_EQ")], invalid))
        rules.append(rule(["socketpair"], "SCMP_ACT_ERRNO", [family(netlink)], noSuchFamily))
        return rules
    }

    private static func rule(
        _ names: [String],
        _ action: String,
        _ arguments: [SeccompFilter.Argument],
        _ code: Int? = nil
    ) -> SeccompFilter.Rule {
        .init(names: names, action: action, args: arguments, errnoRet: code)
    }

    private static func family(_ number: UInt64, _ comparison: String = "SCMP_CMP_EQ") -> SeccompFilter.Argument {
        .init(index: 0, value: number, valueTwo: 0, op: comparison)
    }

    private static func audit(_ comparison: String) -> SeccompFilter.Argument {
        .init(index: 2, value: audit, valueTwo: 0, op: comparison)
    }
}
